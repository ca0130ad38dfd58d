import type { IncomingMessage } from 'node:http'
import type { CloseInfo, TransportRequest } from '@wsevent/core'
import { WebSocket, type ClientOptions, type CloseEvent, type RawData } from 'ws'
import type { ConnectOptions } from './options.ts'
import { tlsSettings } from './tls.ts'

// `ws` ends a message of more than 16,384 fragments, where browsers take any number; this bounds their bookkeeping.
const MAX_FRAGMENTS = 1_048_576
// `ws` ends a connection with more than 60 pongs under way, where browsers answer them all; this bounds their memory.
const MAX_PONGS = 65_536
// The greatest delay of a timer, in milliseconds: a greater one fires at once.
const LONGEST = 0x7fffffff

/** Options of `ws` that its declarations do not have yet. */
interface SocketOptions extends ClientOptions {
  readonly closeTimeout: number
  readonly maxFragments: number
  readonly maxPendingAutoPongs: number
}

const PASSED_ON = [
  'headers',
  'agent',
  'ca',
  'cert',
  'key',
  'passphrase',
  'servername',
  'rejectUnauthorized',
  'maxPayload',
]

function socketOptions({ options, closeTimeout }: TransportRequest): SocketOptions {
  const { tls, compression } = options as ConnectOptions
  const given = PASSED_ON.filter((name) => options[name] !== undefined)
  return {
    ...Object.fromEntries(given.map((name) => [name, options[name]])),
    ...tlsSettings(tls),
    perMessageDeflate: compression === true,
    // Core's own timer says 1006; `ws` knows the server's code, where there is one, so it goes first.
    closeTimeout: Math.min(closeTimeout * 0.9, LONGEST),
    maxFragments: MAX_FRAGMENTS,
    maxPendingAutoPongs: MAX_PONGS,
  }
}

/** What a socket tells, and asks. */
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

/**
 * The socket of `ws`, whose control frames, its own answers too, come behind the data that was sent before.
 * Its listeners are shared by all sockets, so that an idle one costs next to nothing.
 */
export class Socket extends WebSocket {
  readonly owner: SocketOwner

  constructor(request: TransportRequest, owner: SocketOwner) {
    super(request.uri, [...request.protocols], socketOptions(request))
    this.owner = owner
    this.binaryType = 'arraybuffer'
    this.on('upgrade', onUpgrade)
    this.on('unexpected-response', onRejected)
    this.on('open', onOpen)
    this.on('message', onMessage)
    this.on('ping', onControl)
    this.on('pong', onControl)
    this.on('error', onError)
    this.onclose = onClose
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.owner.flush()
    super.close(code, reason)
  }

  override ping(): void {
    this.owner.flush()
    super.ping()
  }

  override pong(...answer: Parameters<WebSocket['pong']>): void {
    this.owner.flush()
    super.pong(...answer)
  }

  /** Ends at once, and tells nobody any more. */
  drop(): void {
    this.removeAllListeners()
    // `ws` emits an error for an attempt that is given up, and an error without a listener ends the process.
    this.on('error', () => undefined)
    this.terminate()
  }
}

function onUpgrade(this: WebSocket, response: IncomingMessage): void {
  ;(this as Socket).owner.onUpgrade(response)
}

function onRejected(this: WebSocket, _request: unknown, response: IncomingMessage): void {
  ;(this as Socket).owner.onRejected(response)
}

function onOpen(this: WebSocket): void {
  ;(this as Socket).owner.onOpened()
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  const { owner } = this as Socket
  owner.onData(isBinary ? (data as ArrayBuffer) : (data as Buffer).toString())
}

function onControl(this: WebSocket): void {
  ;(this as Socket).owner.onControl()
}

function onError(this: WebSocket, error: Error): void {
  ;(this as Socket).owner.onFailure(error)
}

function onClose({ target, code, reason, wasClean }: CloseEvent): void {
  ;(target as Socket).owner.onClosed({ code, reason, wasClean })
}
