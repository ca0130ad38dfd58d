import { maxHeaderSize, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Socket as Stream } from 'node:net'
import type { CloseInfo, TransportRequest } from '@wsevent/core'
import { WebSocket, type ClientOptions, type CloseEvent } from 'ws'
import { wsOptions } from './options.ts'
import { textOf } from './decode.ts'
import { Reader } from './reader.ts'
import type { Connect } from './tunnel.ts'

// `ws` ends a message of more than 16,384 fragments, where browsers take any number; this bounds their bookkeeping.
const MAX_FRAGMENTS = 1_048_576
// `ws` ends a connection with more than 60 pongs under way, where browsers answer them all; this bounds their memory.
const MAX_PONGS = 65_536
// Node takes 16 KiB of headers in an answer, where Chromium takes this and Firefox more.
const MAX_HEADERS = 262_144
// The greatest delay of a timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

/** Options of `ws` that its declarations do not have yet. */
interface SocketOptions extends ClientOptions {
  readonly closeTimeout: number
  readonly maxFragments: number
  readonly maxPendingAutoPongs: number
  /** Of `http.request`; in bytes. */
  readonly maxHeaderSize: number
}

function socketOptions({ options, closeTimeout }: TransportRequest): SocketOptions {
  return {
    ...wsOptions(options),
    // Core's own timer says 1006; `ws` knows the server's code, if there is one, so it goes first.
    closeTimeout: Math.min(closeTimeout * 0.9, LONGEST),
    maxFragments: MAX_FRAGMENTS,
    maxPendingAutoPongs: MAX_PONGS,
    // Whoever starts Node with --max-http-header-size may want more.
    maxHeaderSize: Math.max(MAX_HEADERS, maxHeaderSize),
  }
}

/** How a connection is made. */
export interface Connection {
  /** In place of that of `ws`. */
  readonly createConnection?: Connect
  /** Ends the request; its socket comes later. */
  finishRequest(request: ClientRequest): void
}

/** What a socket reports to. */
export interface SocketOwner {
  onUpgrade(response: IncomingMessage): void
  onRejected(response: IncomingMessage): void
  onOpened(): void
  onData(data: string | ArrayBuffer): void
  onControl(): void
  onFailure(error: Error): void
  onClosed(info: CloseInfo): void
  /** Hands over what was sent and waits for the end of the tick. */
  flush(): void
}

/** `ws` has one empty buffer for the whole process: transferring it would detach everyone's. */
function ownBytes(data: ArrayBuffer): ArrayBuffer {
  return data.byteLength === 0 ? new ArrayBuffer(0) : data
}

/** Takes a message in; a text may be longer than a string can be. */
function receive(owner: SocketOwner, data: Buffer | ArrayBuffer, isBinary: boolean): void {
  let message: string | ArrayBuffer
  try {
    message = isBinary ? ownBytes(data as ArrayBuffer) : textOf(data as Buffer)
  } catch (error) {
    return owner.onFailure(error as Error)
  }
  owner.onData(message)
}

function Stub(): never {
  throw new Error('the package ws is its stub for browsers: leave ws out of the bundle')
}

// A bundler that builds for browsers resolves `ws` to a function without exports.
const Base: typeof WebSocket =
  typeof WebSocket === 'function' ? WebSocket : (Stub as unknown as typeof WebSocket)

/** The socket of `ws`. Its control frames, its automatic answers included, come behind the data that was sent before. */
export class Socket extends Base {
  #owner: SocketOwner | undefined
  #reader: Reader | undefined

  /** @param connection - how its connection is made */
  constructor(request: TransportRequest, owner: SocketOwner, connection?: Connection) {
    super(request.uri, [...request.protocols], {
      ...socketOptions(request),
      ...(connection as object),
    })
    this.#owner = owner
    this.binaryType = 'arraybuffer'
  }

  /**
   * Hears every event itself, in place of eight listeners: that is 450 bytes of heap for each socket instead of 740, and
   * 1 ns for each message instead of 11. True tells `ws` that the event was heard; an error that nobody hears would end
   * the process.
   */
  override emit(name: string | symbol, first?: unknown, second?: unknown): boolean {
    const owner = this.#owner
    if (!owner) return true
    switch (name) {
      case 'message':
        this.#receive(owner, first as Buffer | ArrayBuffer, second === true)
        break
      case 'ping':
      case 'pong':
        owner.onControl()
        break
      case 'open':
        owner.onOpened()
        break
      case 'upgrade':
        owner.onUpgrade(first as IncomingMessage)
        break
      case 'unexpected-response':
        // Whatever follows the rejection, a valid 101 or a broken body, neither opens nor fails.
        this.#owner = undefined
        owner.onRejected(second as IncomingMessage)
        break
      case 'error':
        this.#fail(owner, first as Error)
        break
      default:
        // Set here and not before, or every idle connection would pay for it.
        if (name === 'close') this.onclose = Socket.#onClose
        return super.emit(name, first, second)
    }
    return true
  }

  /** Reads past `ws` what needs no `ws`, now that it has opened. */
  read(stream: Stream, maxPayload?: number): void {
    if (this.#owner) this.#reader = Reader.of(stream, this.#owner, maxPayload)
  }

  override pause(): void {
    this.#reader?.pause()
    super.pause()
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.#write(() => super.close(code, reason))
  }

  override ping(): void {
    this.#write(() => super.ping())
  }

  override pong(...answer: Parameters<WebSocket['pong']>): void {
    this.#write(() => super.pong(...answer))
  }

  /** `ws` calls it where too many pongs wait, and says nothing. */
  override terminate(): void {
    const cause = `the server reads none of the ${MAX_PONGS} pongs that it asked for`
    this.#owner?.onFailure(Object.assign(new Error(cause), { code: 'ENOBUFS' }))
    super.terminate()
  }

  /** Ends at once, and tells nobody any more. */
  drop(): void {
    this.#owner = undefined
    this.#reader?.drop()
    this.terminate()
  }

  #receive(owner: SocketOwner, data: Buffer | ArrayBuffer, isBinary: boolean): void {
    this.#reader?.onMessage()
    receive(owner, data, isBinary)
  }

  /** `ws` reads no further than to a fault. */
  #fail(owner: SocketOwner, error: Error): void {
    this.#reader?.drop()
    owner.onFailure(error)
  }

  /**
   * Writes a control frame, behind what was sent. `ws` answers a ping or a close from within its reading: an exception
   * there, of a stub that a bundler put in place of `bufferutil` for instance, would end the process.
   */
  #write(frame: () => void): void {
    try {
      this.#owner?.flush()
      frame()
    } catch (error) {
      process.nextTick(() => this.#owner?.onFailure(error as Error))
    }
  }

  /** Only the close event of `ws` says whether it was clean. */
  static #onClose({ target, code, reason, wasClean }: CloseEvent): void {
    ;(target as Socket).#owner?.onClosed({ code, reason, wasClean })
  }
}
