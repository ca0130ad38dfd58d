import { onTestFinished } from 'vitest'
import type {
  CloseInfo,
  MessageData,
  OpenInfo,
  Transport,
  TransportHandlers,
  WebSocketsError,
} from '@wsevent/core'
import { openTransport } from '../../src/transport.ts'

type Call = 'open' | 'message' | 'pong' | 'close'

/** Core's side of the seam: it notes what a transport calls, and lets nothing go by itself. */
export class Seam implements TransportHandlers {
  readonly calls: Call[] = []
  readonly messages: MessageData[] = []
  open: OpenInfo | undefined
  close: CloseInfo | undefined
  cause: WebSocketsError | undefined
  drains = 0
  hasReturned = false
  /** Calls that came before `openTransport` had returned. */
  early = 0
  /** Is called within each call, as core's handlers run within it. */
  onCall: (call: Call) => void = () => undefined
  readonly #wakers: (() => void)[] = []

  onOpen(info: OpenInfo): void {
    this.open = info
    this.#note('open')
  }

  onMessage(data: MessageData): void {
    this.messages.push(data)
    this.#note('message')
  }

  onPong(): void {
    this.#note('pong')
  }

  onDrain(): void {
    this.drains += 1
    this.#wake()
  }

  onClose(info: CloseInfo, cause?: WebSocketsError): void {
    this.close = info
    this.cause = cause
    this.#note('close')
  }

  /** Resolves when a condition holds, looked at after each call. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise<void>((resolve) => this.#wakers.push(resolve))
  }

  #note(call: Call): void {
    if (!this.hasReturned) this.early += 1
    this.calls.push(call)
    this.onCall(call)
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake()
  }
}

/** What a transport is asked to open, beside the URI. */
export interface SeamSettings {
  readonly protocols?: readonly string[]
  readonly closeTimeout?: number
  readonly options?: Readonly<Record<string, unknown>>
}

/** Opens a transport of Node's, which is dropped when the test ends. */
export function start(
  uri: string,
  { protocols = [], closeTimeout = 5000, options = {} }: SeamSettings = {},
): { readonly seam: Seam; readonly transport: Transport } {
  const seam = new Seam()
  const transport = openTransport({ uri, protocols, closeTimeout, options }, seam)
  seam.hasReturned = true
  onTestFinished(() => transport.drop())
  return { seam, transport }
}

/** Opens a transport and waits for its `onOpen`. */
export async function startOpen(
  uri: string,
  settings?: SeamSettings,
): Promise<{ readonly seam: Seam; readonly transport: Transport }> {
  const started = start(uri, settings)
  await started.seam.until(() => started.seam.calls.length > 0)
  if (!started.seam.open) throw new Error(`not open: ${started.seam.cause?.code}`)
  return started
}

/** Some turns of the event loop: what was under way in this process has happened. */
export async function settled(turns = 20): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Turns of the event loop until a number stays as it is: a stalled peer's buffers are full, or all has left. */
export async function steady(look: () => number): Promise<number> {
  let last = look()
  for (let rounds = 0; rounds < 20; rounds++) {
    await settled()
    if (look() !== last) rounds = 0
    last = look()
  }
  return last
}
