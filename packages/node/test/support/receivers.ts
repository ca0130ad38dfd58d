import { once } from 'node:events'
import { WebSocket } from 'ws'
import { wsOptions } from '../../src/options.ts'
import { Socket, type SocketOwner } from '../../src/socket.ts'
import { FakeStream } from './fake-stream.ts'

/** What happens at the message of a number; `hold` is what `ws` itself does with a stream if it is given much at once. */
export type Deed = 'pause' | 'hold' | 'close' | 'drop' | 'ping'
export type Deeds = ReadonlyMap<number, Deed>

const URI = 'ws://localhost/'

/** A client on a fake stream, and all that it told, in order. */
export abstract class Receiver {
  readonly stream: FakeStream
  readonly log: unknown[] = []
  readonly #deeds: Deeds
  #messages = 0
  #isDropped = false

  constructor(head: Uint8Array, deeds: Deeds) {
    this.stream = new FakeStream(head)
    this.#deeds = deeds
  }

  abstract readonly socket: WebSocket

  opened(): Promise<unknown> {
    return once(this.stream, 'opened')
  }

  protected note(...entry: readonly unknown[]): void {
    if (!this.#isDropped) this.log.push(entry)
  }

  protected onMessage(data: string | ArrayBuffer): void {
    this.note(typeof data === 'string' ? data : Buffer.from(data).toString('latin1'), typeof data)
    const deed = this.#deeds.get(this.#messages++)
    if (deed === 'pause') this.socket.pause()
    else if (deed === 'hold') this.stream.pause()
    else if (deed === 'close') this.socket.close(1000)
    else if (deed === 'ping') this.socket.ping()
    else if (deed === 'drop') this.drop()
  }

  drop(): void {
    this.#isDropped = true
    this.terminate()
  }

  protected abstract terminate(): void
}

/** `ws` as it is. */
export class PlainReceiver extends Receiver {
  readonly socket: WebSocket

  constructor(head: Uint8Array, deeds: Deeds, maxPayload: number) {
    super(head, deeds)
    const { agent } = this.stream
    const limits = {
      ...wsOptions({ maxPayload }),
      maxFragments: 1_048_576,
      maxPendingAutoPongs: 65_536,
    }
    const options = { agent, perMessageDeflate: false, ...limits } as object
    this.socket = new WebSocket(URI, options)
    this.socket.binaryType = 'arraybuffer'
    this.socket.on('open', () => this.stream.emit('opened'))
    this.socket.on('message', (data, isBinary) =>
      this.onMessage(isBinary ? (data as ArrayBuffer) : data.toString()),
    )
    this.socket.on('ping', () => this.note('control'))
    this.socket.on('pong', () => this.note('control'))
    this.socket.on('error', ({ message }) => this.note('error', message))
    this.socket.on('close', (code, reason) => this.note('close', code, reason.toString()))
  }

  protected terminate(): void {
    this.socket.terminate()
  }
}

/** Ours, with the reader. */
export class ReadingReceiver extends Receiver {
  readonly socket: Socket

  constructor(head: Uint8Array, deeds: Deeds, maxPayload: number) {
    super(head, deeds)
    const { agent } = this.stream
    const owner: SocketOwner = {
      onUpgrade: () => undefined,
      onRejected: () => undefined,
      onOpened: () => {
        this.socket.read(this.stream, maxPayload)
        this.stream.emit('opened')
      },
      onData: (data) => this.onMessage(data),
      onControl: () => this.note('control'),
      onFailure: ({ message }) => this.note('error', message),
      onClosed: ({ code, reason }) => this.note('close', code, reason),
      flush: () => undefined,
    }
    const options = { agent, maxPayload, compression: false }
    this.socket = new Socket({ uri: URI, protocols: [], closeTimeout: 1000, options }, owner)
  }

  protected terminate(): void {
    this.socket.drop()
  }
}
