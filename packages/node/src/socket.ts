import { isAscii } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { CloseInfo, TransportRequest } from '@wsevent/core'
import { WebSocket, type ClientOptions, type CloseEvent } from 'ws'
import { wsOptions } from './options.ts'

// `ws` ends a message of more than 16,384 fragments, where browsers take any number; this bounds their bookkeeping.
const MAX_FRAGMENTS = 1_048_576
// `ws` ends a connection with more than 60 pongs under way, where browsers answer them all; this bounds their memory.
const MAX_PONGS = 65_536
// The greatest delay of a timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

// Bytes of text from which looking for a faster way to decode it pays.
const WORTH_A_LOOK = 2048

/** Options of `ws` that its declarations do not have yet. */
interface SocketOptions extends ClientOptions {
  readonly closeTimeout: number
  readonly maxFragments: number
  readonly maxPendingAutoPongs: number
}

function socketOptions({ options, closeTimeout }: TransportRequest): SocketOptions {
  return {
    ...wsOptions(options),
    // Core's own timer says 1006; `ws` knows the server's code, if there is one, so it goes first.
    closeTimeout: Math.min(closeTimeout * 0.9, LONGEST),
    maxFragments: MAX_FRAGMENTS,
    maxPendingAutoPongs: MAX_PONGS,
  }
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

/** `ws` has checked the UTF-8; if every byte is a character, Latin-1 is the same and faster. */
function textOf(bytes: Buffer): string {
  return bytes.toString(bytes.length >= WORTH_A_LOOK && isAscii(bytes) ? 'latin1' : 'utf8')
}

/** The socket of `ws`. Its control frames, its automatic answers included, come behind the data that was sent before. */
export class Socket extends WebSocket {
  #owner: SocketOwner | undefined

  constructor(request: TransportRequest, owner: SocketOwner) {
    super(request.uri, [...request.protocols], socketOptions(request))
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
        owner.onData(second === true ? ownBytes(first as ArrayBuffer) : textOf(first as Buffer))
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
        owner.onFailure(first as Error)
        break
      case 'close':
        // Set here and not before, or every idle connection would pay for it.
        this.onclose = Socket.#onClose
        return super.emit(name, first, second)
      default:
        return super.emit(name, first, second)
    }
    return true
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.#owner?.flush()
    super.close(code, reason)
  }

  override ping(): void {
    this.#owner?.flush()
    super.ping()
  }

  override pong(...answer: Parameters<WebSocket['pong']>): void {
    this.#owner?.flush()
    super.pong(...answer)
  }

  /** Ends at once, and tells nobody any more. */
  drop(): void {
    this.#owner = undefined
    this.terminate()
  }

  /** Only the close event of `ws` says whether it was clean. */
  static #onClose({ target, code, reason, wasClean }: CloseEvent): void {
    ;(target as Socket).#owner?.onClosed({ code, reason, wasClean })
  }
}
