/**
 * Where a client stands. `failing` lasts for the dispatch of an ONERROR: the transport is gone, and
 * whether its ONCLOSE announces another attempt is settled after the handlers had their say.
 */
export type State = 'closed' | 'connecting' | 'open' | 'failing' | 'closing' | 'waiting'

/** What happens to a client: calls, news of the transport, and timers. */
export type Input =
  | 'connect'
  | 'abandon'
  | 'opened'
  | 'failed'
  | 'ended'
  | 'interrupted'
  | 'retryDue'
  | 'disconnect'

/** What the client does after the state has changed, in this order. */
export type Effect = 'attempt' | 'close' | 'drop' | 'emit'

/** A state to go to, and the effects on the way. */
export interface Step {
  readonly state: State
  readonly effects: readonly Effect[]
}

function to(state: State, ...effects: Effect[]): Step {
  return { state, effects }
}

const TABLE: Readonly<Record<State, Partial<Record<Input, Step>>>> = {
  closed: {
    connect: to('connecting', 'attempt'),
    abandon: to('closing'),
  },
  connecting: {
    opened: to('open', 'emit'),
    failed: to('failing', 'drop', 'emit'),
    ended: to('closed', 'emit'),
    interrupted: to('waiting', 'emit'),
    disconnect: to('closing', 'drop'),
  },
  open: {
    failed: to('failing', 'drop', 'emit'),
    ended: to('closed', 'emit'),
    interrupted: to('waiting', 'emit'),
    disconnect: to('closing', 'close'),
  },
  failing: {
    ended: to('closed', 'emit'),
    interrupted: to('waiting', 'emit'),
    disconnect: to('closing'),
  },
  closing: {
    ended: to('closed', 'emit'),
  },
  waiting: {
    retryDue: to('connecting', 'attempt'),
    disconnect: to('closing'),
  },
}

/**
 * The next state and its effects; nothing where the input means nothing in this state.
 * `ended` is final, `interrupted` is an end with another attempt to come.
 */
export function transition(state: State, input: Input): Step | undefined {
  return TABLE[state][input]
}

const READY_STATES: Readonly<Record<State, 0 | 1 | 2 | 3>> = {
  connecting: 0,
  waiting: 0,
  open: 1,
  failing: 2,
  closing: 2,
  closed: 3,
}

/** The W3C number of a state. */
export function readyStateOf(state: State): 0 | 1 | 2 | 3 {
  return READY_STATES[state]
}
