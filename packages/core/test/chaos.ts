import { WebSocketsError } from '../src/errors.ts'
import type { MessageData, WebSocketsEvent } from '../src/events.ts'
import type { ConnectOptions } from '../src/options.ts'
import { Chronicle } from './chronicle.ts'
import { Bench, URI, codeOf } from './fake-platform.ts'
import type { FakeTransport, Manners } from './fake-transport.ts'

export const CALLS = ['connect', 'disconnect', 'send', 'abort', 'listen', 'forget'] as const
export const LOOPS = ['iterate', 'next', 'return'] as const
export const INPUTS = ['open', 'message', 'end', 'fail', 'drain', 'pong', 'shut'] as const
export const SURROUNDINGS = ['advance', 'sleep', 'wake', 'offline', 'answer', 'refuse'] as const

type Name =
  | (typeof CALLS)[number]
  | (typeof LOOPS)[number]
  | (typeof INPUTS)[number]
  | (typeof SURROUNDINGS)[number]
  | 'throw'
  | 'nothing'

/** A call, an input of the network, or time; `amount` is a code, a size, a time: what the deed has use for. */
export interface Deed {
  readonly what: Name
  readonly amount: number
}

/** What each `connect` of a run asks for. */
export interface ChaosOptions extends ConnectOptions {
  readonly isProvided: boolean
}

const THROWN = new Error('a handler of the test')

/** A client in a storm of deeds, some of them done in its handlers. */
export class Chaos {
  readonly bench: Bench
  readonly chronicle: Chronicle
  readonly #options: ChaosOptions
  readonly #reactions: Deed[]
  readonly #opened = new Set<FakeTransport>()
  readonly #ended = new Set<FakeTransport>()
  readonly #pending: ((uri: string | Promise<string>) => void)[] = []
  readonly #extra: (() => void)[] = []
  /** Signals that are listened to. */
  readonly #abortListeners = new Set<AbortSignal>()
  #controller = new AbortController()
  #isOpening = false
  #count = 0
  #loop: AsyncIterableIterator<MessageData, undefined> | undefined

  constructor(options: ChaosOptions, manners: Manners, reactions: readonly Deed[]) {
    this.bench = new Bench(manners)
    this.chronicle = new Chronicle(this.bench)
    this.#options = options
    this.#reactions = [...reactions]
    this.bench.ws.addEventListener('wsevent', (event) => this.#react(event))
  }

  do({ what, amount }: Deed): void {
    const { ws } = this.bench
    const transport = this.bench.platform.transports.at(-1)
    if (what === 'connect') this.#connect(amount === 1000)
    else if (what === 'disconnect') this.#leave(() => ws.disconnect(3000 + (amount % 2000), 'bye'))
    else if (what === 'abort') this.#leave(() => this.#controller.abort())
    else if (what === 'send') this.#send(amount)
    else if (what === 'listen') this.#listen()
    else if (what === 'forget') ws.removeEventListener('wsevent', this.#extra.pop() as () => void)
    else if (what === 'iterate') codeOf(() => (this.#loop = ws[Symbol.asyncIterator]()))
    else if (what === 'next') void this.#loop?.next().catch(() => undefined)
    else if (what === 'return') this.#return()
    else if (transport && INPUTS.some((name) => name === what)) {
      this.#input(what, amount, transport)
    } else this.#surround(what, amount)
  }

  /** No more calls from handlers, and the end of all that runs. */
  finish(): void {
    this.#reactions.length = 0
    this.bench.ws.disconnect()
    this.bench.clock.advance(60_000)
    const { ws, platform, clock } = this.bench
    const { network, transports, reported, violations } = platform
    const leftovers = {
      readyState: 3 - ws.readyState,
      timers: clock.pending,
      watchers: network.watchers,
      'abort listeners': this.#abortListeners.size,
      transports: transports.filter(({ isDropped }) => !isDropped).length,
      errors: reported.filter((error) => error !== THROWN).length,
    }
    for (const [what, count] of Object.entries(leftovers)) {
      if (count !== 0) this.chronicle.fault(`left at the end: ${count} ${what}`)
    }
    for (const violation of violations) this.chronicle.fault(violation)
  }

  #connect(hasAborted: boolean): void {
    const { chronicle } = this
    const { isProvided, ...options } = this.#options
    const controller = this.#watchedController()
    if (hasAborted) controller.abort()
    const provide = (): Promise<string> => new Promise((resolve) => this.#pending.push(resolve))
    const isIdle = chronicle.phase === 'idle'
    if (isIdle) {
      chronicle.begin(options)
      chronicle.isLeaving = hasAborted
      this.#controller = controller
    }
    const uri = isProvided ? provide : URI
    chronicle.isConnecting = true
    const code = codeOf(() => this.bench.ws.connect(uri, { ...options, signal: controller.signal }))
    chronicle.isConnecting = false
    if (code !== (isIdle ? undefined : 'ERR_INVALID_STATE')) {
      chronicle.fault(`connect: ${String(code)}`)
    }
  }

  /** One that tells whether it is listened to. */
  #watchedController(): AbortController {
    const controller = new AbortController()
    const { signal } = controller
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...values: Parameters<typeof addEventListener>) => {
      this.#abortListeners.add(signal)
      addEventListener.apply(signal, values)
    }
    signal.removeEventListener = (...values: Parameters<typeof removeEventListener>) => {
      this.#abortListeners.delete(signal)
      removeEventListener.apply(signal, values)
    }
    return controller
  }

  #leave(call: () => void): void {
    if (this.chronicle.phase !== 'idle') this.chronicle.isLeaving = true
    call()
  }

  #return(): void {
    const wasLeaving = this.chronicle.isLeaving
    if (this.#loop) this.#leave(() => void this.#loop?.return?.())
    // A loop whose connection has ended has no say in this one.
    if (this.bench.ws.readyState < 2) this.chronicle.isLeaving = wasLeaving
    this.#loop = undefined
  }

  #send(size: number): void {
    const text = `m${(this.#count += 1)}`.padEnd(size, '.')
    const code = codeOf(() => this.bench.ws.send(text))
    if (code === undefined) this.chronicle.accept(text, this.#isOpening)
    else if (code !== 'ERR_INVALID_STATE' && code !== 'ERR_QUEUE_FULL') {
      this.chronicle.fault(`send: ${String(code)}`)
    }
  }

  #listen(): void {
    const handler = (): void => undefined
    this.#extra.push(handler)
    this.bench.ws.addEventListener('wsevent', handler)
  }

  /** What the network does to a transport, as far as the seam allows it. */
  #input(what: Name, amount: number, transport: FakeTransport): void {
    if (this.#ended.has(transport)) return
    const isOpened = this.#opened.has(transport)
    if (what === 'end' || what === 'fail') {
      this.#ended.add(transport)
      const cause = what === 'fail' ? new WebSocketsError('ERR_PROTOCOL') : undefined
      transport.end(amount % 5000, 'r', isOpened && amount % 3 > 0, cause)
    } else if (what === 'open' && !isOpened) {
      this.#opened.add(transport)
      transport.open()
    } else if (isOpened) this.#traffic(what, amount, transport)
  }

  #traffic(what: Name, amount: number, transport: FakeTransport): void {
    const number = this.bench.platform.transports.length
    if (what === 'message') transport.message(`${number} ${(this.#count += 1)}`)
    else if (what === 'drain') transport.drain(amount)
    else if (what === 'pong') transport.pong()
    else if (what === 'shut') transport.isTaking = false
  }

  #surround(what: Name, amount: number): void {
    const { clock, platform } = this.bench
    if (what === 'advance') clock.advance(amount)
    else if (what === 'sleep') clock.sleep(amount)
    else if (what === 'wake') platform.network.wake()
    else if (what === 'offline') platform.network.isAway = !platform.network.isAway
    else if (what === 'answer') this.#pending.shift()?.(URI)
    else if (what === 'refuse') this.#pending.shift()?.(Promise.reject(new Error('refused')))
  }

  #react({ type }: WebSocketsEvent): void {
    const deed = this.#reactions.shift()
    if (deed?.what === 'throw') throw THROWN
    this.#isOpening = type === 'open'
    if (deed) this.do(deed)
    this.#isOpening = false
  }
}
