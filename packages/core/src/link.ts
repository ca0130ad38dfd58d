import { sizeOf } from './data.ts'
import type { SendData } from './events.ts'
import { Heartbeat, type HeartbeatOwner } from './heartbeat.ts'
import type { Plan } from './options.ts'
import { Outbox } from './outbox.ts'
import { Timer } from './timer.ts'
import type { Platform, Transport, TransportHandlers, TransportRequest } from './transport.ts'

/** No messages: shared by all events that tell of none. */
export const NONE: readonly SendData[] = Object.freeze([])

// Milliseconds between two looks at a platform that does not tell when its buffer shrinks.
const PUMP_INTERVAL = 10

/** What a link asks of its connection. */
export interface LinkOwner extends TransportHandlers {
  /** The heartbeat had no answer. */
  onDead(): void
}

/** What carries the messages of one `connect`: one transport at a time, with the queue and the heartbeat that were asked for. */
export class Link implements HeartbeatOwner {
  readonly #owner: LinkOwner
  readonly #plan: Plan
  readonly #platform: Platform
  readonly #outbox: Outbox | undefined
  #transport: Transport | undefined
  #heartbeat: Heartbeat | undefined
  #isOpen = false
  #isPaused = false
  #farewell: { readonly code: number; readonly reason: string } | undefined
  #pumpTimer: Timer | undefined
  #handed = 0
  #unconfirmed = NONE

  constructor(plan: Plan, platform: Platform, owner: LinkOwner) {
    this.#plan = plan
    this.#platform = platform
    this.#owner = owner
    if (plan.queue) this.#outbox = new Outbox(plan.queue)
  }

  /** Whether there is a transport, open or not. */
  get isUp(): boolean {
    return this.#transport !== undefined
  }

  get bufferedAmount(): number {
    return (this.#transport?.bufferedAmount ?? 0) + (this.#outbox?.bytes ?? 0)
  }

  /** Asks the platform for a transport; throws what the platform throws. */
  raise(request: TransportRequest): void {
    this.#transport = this.#platform.openTransport(request, this.#owner)
  }

  /** The transport is open; until `flush`, what is sent goes before what was queued earlier. */
  opened(): void {
    const { heartbeat } = this.#plan
    this.#isOpen = true
    if (heartbeat) this.#heartbeat = new Heartbeat(heartbeat, this.#platform.clock, this)
    if (this.#isPaused) this.pause(true)
    this.#outbox?.beginOpening()
  }

  flush(): void {
    this.#outbox?.endOpening()
    this.pump()
  }

  /** Hands a message over, or keeps it where a queue was asked for; false where neither can be. */
  send(data: SendData): boolean {
    const transport = this.#isOpen ? this.#transport : undefined
    const isTaken = this.#outbox
      ? this.#outbox.push(data, transport, this.#plan.reconnect !== undefined)
      : transport?.send(data) === true
    if (isTaken && this.#heartbeat) this.#handed += sizeOf(data)
    if (this.#outbox) this.pump()
    return isTaken
  }

  /** Starts the closing handshake, after what waits. */
  close(code: number, reason: string): void {
    this.#farewell = { code, reason }
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
    const transport = this.#transport
    const outbox = this.#outbox
    if (!transport || !this.#isOpen) return
    outbox?.pump(transport)
    this.#pumpTimer?.clear()
    if (outbox && !outbox.isEmpty) {
      this.#pumpTimer ??= new Timer(this.#platform.clock)
      this.#pumpTimer.set(PUMP_INTERVAL, () => this.pump())
    } else if (this.#farewell) {
      const { code, reason } = this.#farewell
      this.#farewell = undefined
      transport.close(code, reason)
    }
  }

  /** Lets the transport go, and keeps in mind what it still held; harmless where there is none. */
  drop(): void {
    const transport = this.#transport
    if (!transport) return
    this.#transport = undefined
    this.#farewell = undefined
    this.#isOpen = false
    this.#heartbeat?.stop()
    this.#heartbeat = undefined
    this.#pumpTimer?.clear()
    const held = transport.bufferedAmount
    transport.drop()
    if (this.#outbox) this.#unconfirmed = this.#outbox.lost(held)
  }

  /** What the last transport was handed and may not have sent; told once. */
  takeUnconfirmed(): readonly SendData[] {
    const unconfirmed = this.#unconfirmed
    this.#unconfirmed = NONE
    return unconfirmed
  }

  /** What was never handed over, given up now. */
  giveUp(): readonly SendData[] {
    return this.#outbox?.giveUp() ?? NONE
  }

  onProbe(): void {
    const message = this.#plan.heartbeat?.message
    if (message === undefined) return this.#transport?.ping?.()
    if (!this.#transport?.send(message)) return
    const size = sizeOf(message)
    this.#handed += size
    this.#outbox?.note(size)
  }

  onDead(): void {
    this.#owner.onDead()
  }

  bytesHanded(): number {
    return this.#outbox?.total ?? this.#handed
  }

  bytesMoved(handed: number): number {
    // A heartbeat beats on a transport alone.
    const { bufferedAmount, bytesRead = 0 } = this.#transport as Transport
    return Math.min(handed, this.bytesHanded() - bufferedAmount) + bytesRead
  }
}
