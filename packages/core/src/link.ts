import { NONE, Outbox, type Line } from './outbox.ts'
import { Heartbeat, type HeartbeatOwner } from './heartbeat.ts'
import type { WireCode } from './errors.ts'
import type { SendData } from './events.ts'
import type { HeartbeatOptions, Settings } from './options.ts'
import type { Platform, Transport, TransportHandlers, TransportRequest } from './transport.ts'

/** What a link asks of its connection. */
export interface LinkOwner extends TransportHandlers {
  /** The heartbeat had no answer. */
  fail(code: WireCode): void
}

/** What carries the messages of one `connect`: one transport at a time, with the queue and the heartbeat that were asked for. */
export class Link implements HeartbeatOwner, Line {
  /** Bytes that were handed to the platform, counted where a heartbeat asks. */
  handed = 0
  readonly #settings: Settings
  readonly #platform: Platform
  readonly #owner: LinkOwner
  readonly #outbox: Outbox | undefined
  #transport: Transport | undefined
  #heartbeat: Heartbeat | undefined
  #isOpen = false
  #isPaused = false
  #farewell: Parameters<Transport['close']> | undefined
  #timer: unknown

  constructor(settings: Settings, platform: Platform, owner: LinkOwner) {
    this.#settings = settings
    this.#platform = platform
    this.#owner = owner
    if (settings.queue) this.#outbox = new Outbox(settings.queue, this)
  }

  /** Whether there is a transport, open or not. */
  get isUp(): boolean {
    return this.#transport !== undefined
  }

  get bufferedAmount(): number {
    return (this.#transport?.bufferedAmount ?? 0) + (this.#outbox?.bytes ?? 0)
  }

  get held(): number | undefined {
    return this.#isOpen ? this.#transport?.bufferedAmount : undefined
  }

  /** Asks the platform for a transport; throws what the platform throws. */
  raise(request: TransportRequest): void {
    this.#transport = this.#platform.openTransport(request, this.#owner)
  }

  /** The transport is open; until `flush`, what is sent goes before what was queued earlier. */
  opened(): void {
    const { heartbeat } = this.#settings
    const transport = this.#transport as Transport
    this.#isOpen = true
    if (heartbeat) this.#heartbeat = new Heartbeat(heartbeat, transport, this.#platform.clock, this)
    if (this.#isPaused) this.pause(true)
    this.#outbox?.beginOpening()
  }

  flush(): void {
    this.#outbox?.endOpening()
    this.pump()
  }

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    const { reconnect } = this.#settings
    if (!this.#outbox) return this.#isOpen && this.hand(data)
    const isTaken = this.#outbox.push(data, this.#platform.sizeOf(data), Boolean(reconnect))
    this.pump()
    return isTaken
  }

  hand(data: SendData, size?: number): boolean {
    const isTaken = this.#transport?.send(data) === true
    if (isTaken && this.#heartbeat) this.handed += size ?? this.#platform.sizeOf(data)
    return isTaken
  }

  /** Starts the closing handshake, after what waits. */
  close(code: number, reason: string): void {
    this.#farewell = [code, reason]
    this.pump()
  }

  /** A frame came in: a sign of life, and a moment to look at the buffer. */
  alive(): void {
    this.#heartbeat?.alive()
    if (this.#outbox) this.pump()
  }

  /** Asks for a sign of life, where there is a heartbeat. */
  probe(): void {
    this.#heartbeat?.probe()
  }

  /** Stops or resumes reading; false where the platform cannot. */
  pause(isPaused: boolean): boolean {
    const transport = this.#transport
    const canPause = transport?.pause !== undefined
    this.#isPaused = isPaused
    this.#heartbeat?.pause(isPaused && canPause)
    if (isPaused) transport?.pause?.()
    else transport?.resume?.()
    return canPause
  }

  /** Hands on what the window allows; when nothing waits any more, starts the closing handshake that was asked for. */
  pump(): void {
    const { clock } = this.#platform
    if (!this.#isOpen) return
    this.#outbox?.pump()
    clock.clearTimeout(this.#timer)
    if (this.#outbox?.isEmpty === false) {
      // Not every platform tells when its buffer shrinks.
      this.#timer = clock.setTimeout(() => this.pump(), 10)
    } else if (this.#farewell) {
      this.#transport?.close(...this.#farewell)
      this.#farewell = undefined
    }
  }

  /** Lets the transport go, and keeps in mind what it still held; harmless where there is none. */
  drop(): void {
    const transport = this.#transport
    if (!transport) return
    this.#transport = this.#farewell = undefined
    this.#isOpen = false
    this.#heartbeat?.stop()
    this.#heartbeat = undefined
    this.#platform.clock.clearTimeout(this.#timer)
    this.#outbox?.lose(transport.bufferedAmount)
    transport.drop()
  }

  /** What the last transport was handed and may not have sent; told once. */
  tellLost(): readonly SendData[] {
    return this.#outbox?.tellLost() ?? NONE
  }

  /** What was never handed over, given up now. */
  giveUp(): readonly SendData[] {
    return this.#outbox?.giveUp() ?? NONE
  }

  onProbe(message: HeartbeatOptions['message']): void {
    if (message === undefined) return this.#transport?.ping?.()
    const size = this.#platform.sizeOf(message)
    if (this.hand(message, size)) this.#outbox?.note(size)
  }

  fail(code: WireCode): void {
    this.#owner.fail(code)
  }
}
