/** Where a client stands; the two lowest bits are the W3C number. */
export type State = 0 | 1 | 2 | 3 | 4 | 6

/** An attempt is under way. */
export const CONNECTING = 0
/** Messages flow. */
export const OPEN = 1
/** The user asked for the end. */
export const CLOSING = 2
/** New, or ended for good. */
export const CLOSED = 3
/** The next attempt has its time. */
export const WAITING = 4
/** The transport has ended by itself; whether another attempt follows is settled after the ONERROR handlers had their say. */
export const FAILING = 6

// By the state that is left.
const NEXT: Readonly<Record<State, readonly State[]>> = {
  [CONNECTING]: [OPEN, FAILING, CLOSING],
  [OPEN]: [FAILING, CLOSING],
  [CLOSING]: [CLOSED],
  [CLOSED]: [CONNECTING],
  [WAITING]: [CONNECTING, CLOSING],
  [FAILING]: [WAITING, CLOSING, CLOSED],
}

/** Whether one state may follow another: what may not is ignored. */
export function mayFollow(from: State, to: State): boolean {
  return NEXT[from].includes(to)
}

/** The W3C number of a state: one that waits is connecting, one that fails is closing. */
export function readyStateOf(state: State): 0 | 1 | 2 | 3 {
  return (state & 3) as 0 | 1 | 2 | 3
}
