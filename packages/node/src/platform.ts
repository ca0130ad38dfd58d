import {
  runtimeOf,
  isBlob,
  type Client,
  type Clock,
  type Failure,
  type Options,
  type Platform,
  type SendData,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
  type Values,
} from '@wsevent/core'
import { sizeOf } from './data.ts'
import { isObserved, observe } from './diagnostics.ts'
import { keep } from './keep.ts'
import { checkUri, options, type ConnectOptions, type Target } from './options.ts'
import { openTransport, type WsTransport } from './transport.ts'

// The greatest delay of a timer, in milliseconds: a greater one would fire at once.
const LONGEST = 0x7fffffff

const { clock, random, reportError } = runtimeOf(globalThis)

/** The platform of one client, and all of the client that keeps the process alive: its timers and its socket. */
export class NodePlatform implements Platform, Clock {
  /** Whose it is; undefined until that is made. */
  client: Client<ConnectOptions, Target> | undefined
  #isRefed = true
  // Undefined while there are none: an idle connection has none.
  #timers: Set<NodeJS.Timeout> | undefined
  // The last one.
  #transport: WsTransport | undefined

  /** Whether the process is kept alive. */
  get isRefed(): boolean {
    return this.#isRefed
  }

  set isRefed(isRefed: boolean) {
    this.#isRefed = isRefed
    for (const timer of this.#timers ?? []) keep(timer, isRefed)
    this.#transport?.keep()
  }

  get clock(): Clock {
    return this
  }

  get options(): Options {
    return options
  }

  checkUri(uri: string, given: Values): void {
    checkUri(uri, given)
  }

  openTransport(request: TransportRequest, handlers: TransportHandlers): Transport | Failure {
    const opened = openTransport(request, handlers, this)
    this.#transport = 'code' in opened ? undefined : opened
    return opened
  }

  /** Somebody may have subscribed since the client connected: they hear how this attempt ends. */
  onDropped(): void {
    if (this.client && isObserved()) observe(this.client, this, this.#transport)
  }

  now(): number {
    return clock.now()
  }

  later(delay: number, callback: () => void): () => void {
    if (delay === Infinity) return () => undefined
    const forget = (): void => {
      this.#timers?.delete(timer)
      if (this.#timers?.size === 0) this.#timers = undefined
    }
    const timer = setTimeout(
      () => {
        forget()
        callback()
      },
      Math.min(delay, LONGEST),
    )
    if (!this.#isRefed) timer.unref()
    this.#timers ??= new Set()
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      forget()
    }
  }

  random(): number {
    return random()
  }

  reportError(error: unknown): void {
    reportError(error)
  }

  isBlob(data: unknown): boolean {
    return isBlob(data)
  }

  sizeOf(data: SendData): number {
    return sizeOf(data)
  }
}
