import { CAN_PAUSE, CAN_PING } from './abilities.ts'
import { Outbox, type Line } from './outbox.ts'
import { Heartbeat, type HeartbeatOwner } from './heartbeat.ts'
import type { WireCode } from './errors.ts'
import type { SendData } from './events.ts'
import type { HeartbeatOptions, Settings } from './options.ts'
import type { Platform, Transport } from './transport.ts'

/** What carries the messages of one `connect`: one transport at a time, with the queue and the heartbeat that were asked for. */
export abstract class Link implements HeartbeatOwner, Line {
  /** Bytes that were handed to the platform, counted where a heartbeat asks. */
  handed = 0
  protected readonly settings: Settings
  protected readonly platform: Platform
  protected readonly outbox: Outbox | undefined
  protected transport: Transport | undefined
  protected heartbeat: Heartbeat | undefined
  #isOpen = false
  #isPaused = false
  #farewell: Parameters<Transport['close']> | undefined
  #cancel: (() => void) | undefined

  constructor(settings: Settings, platform: Platform) {
    this.settings = settings
    this.platform = platform
    if (settings.queue) this.outbox = new Outbox(settings.queue, this)
  }

  get bufferedAmount(): number {
    return (this.transport?.bufferedAmount ?? 0) + (this.outbox?.bytes ?? 0)
  }

  get held(): number | undefined {
    return this.#isOpen ? this.transport?.bufferedAmount : undefined
  }

  /** Ends the connection with an error of this side's finding. */
  abstract fail(code: WireCode): void

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    if (!this.outbox) return this.#isOpen && this.hand(data)
    const mayWait = Boolean(this.settings.reconnect)
    const isTaken = this.outbox.push(data, this.platform.sizeOf(data), mayWait)
    this.onDrain()
    return isTaken
  }

  hand(data: SendData, size?: number): boolean {
    const isTaken = this.transport?.send(data) === true
    if (isTaken && this.heartbeat) this.handed += size ?? this.platform.sizeOf(data)
    return isTaken
  }

  onProbe(message: HeartbeatOptions['message']): void {
    if (CAN_PING && message === undefined) return this.transport?.ping?.()
    const size = this.platform.sizeOf(message as SendData)
    if (this.hand(message as SendData, size)) this.outbox?.note(size)
  }

  /** A frame came in: a sign of life, and a moment to look at the buffer. */
  onPong(): void {
    this.heartbeat?.alive()
    if (this.outbox) this.onDrain()
  }

  /** Hands on what the window allows; when nothing waits any more, starts the closing handshake that was asked for. */
  onDrain(): void {
    if (!this.#isOpen) return
    this.outbox?.pump()
    this.#cancel?.()
    if (this.outbox?.length) {
      // Not every platform tells when its buffer shrinks.
      this.#cancel = this.platform.clock.later(10, () => this.onDrain())
    } else if (this.#farewell) {
      this.transport?.close(...this.#farewell)
      this.#farewell = undefined
    }
  }

  /** Stops or resumes reading; false where the platform cannot. */
  pause(isPaused: boolean): boolean {
    if (!CAN_PAUSE) return false
    const transport = this.transport
    const canPause = transport?.pause !== undefined
    this.#isPaused = isPaused
    this.heartbeat?.pause(isPaused && canPause)
    if (isPaused) transport?.pause?.()
    else transport?.resume?.()
    return canPause
  }

  /** The transport is open; until `flush`, what is sent goes before what was queued earlier. */
  protected raised(): void {
    const { heartbeat } = this.settings
    const transport = this.transport as Transport
    this.#isOpen = true
    if (heartbeat) this.heartbeat = new Heartbeat(heartbeat, transport, this.platform.clock, this)
    if (CAN_PAUSE && this.#isPaused) this.pause(true)
    this.outbox?.beginOpening()
  }

  protected flush(): void {
    this.outbox?.endOpening()
    this.onDrain()
  }

  /** Starts the closing handshake, after what waits. */
  protected close(code: number, reason: string): void {
    this.#farewell = [code, reason]
    this.onDrain()
  }

  /** Lets the transport go, and keeps in mind what it still held; harmless where there is none. */
  protected drop(): void {
    const transport = this.transport
    if (!transport) return
    this.transport = this.#farewell = undefined
    this.#isOpen = false
    this.heartbeat?.stop()
    this.heartbeat = undefined
    this.#cancel?.()
    this.outbox?.lose(transport.bufferedAmount)
    transport.drop()
  }
}
