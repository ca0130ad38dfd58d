// The other way to send a burst, kept to be measured against: `ws` frames each message, and its socket is corked
// until the end of the tick, or until 64 KiB wait.
import { Client } from '@wsevent/core'
import { WebSocket } from 'ws'

const LIMIT = 65_536

/** @implements {Transport} */
class CorkedTransport {
  bufferedAmount = 0
  #socket
  #handlers
  /** @type {import('node:net').Socket | undefined} */
  #stream
  #corked = 0
  #isOver = false
  #uncork = () => {
    if (this.#corked === 0) return
    this.#corked = 0
    this.#stream?.uncork()
  }

  /** @param {TransportRequest} request @param {TransportHandlers} handlers */
  constructor({ uri, protocols }, handlers) {
    this.#handlers = handlers
    const socket = new WebSocket(uri, [...protocols], { perMessageDeflate: false })
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.on('upgrade', (response) => {
      this.#stream = response.socket
    })
    socket.on('open', () => handlers.onOpen({ protocol: socket.protocol }))
    socket.on('message', (data, isBinary) =>
      handlers.onMessage(isBinary ? /** @type {ArrayBuffer} */ (data) : data.toString()),
    )
    socket.on('error', () => this.#end({ code: 1006, reason: '', wasClean: false }))
    socket.onclose = (info) => this.#end(info)
  }

  /** @param {string | Uint8Array} data */
  send(data) {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength
    this.bufferedAmount += size
    if (this.#corked === 0) {
      this.#stream?.cork()
      process.nextTick(this.#uncork)
    }
    this.#corked += size + 1
    this.#socket.send(typeof data === 'string' ? data : Buffer.from(data), (error) => {
      if (error) return
      this.bufferedAmount -= size
      if (!this.#isOver) this.#handlers.onDrain()
    })
    if (this.#corked > LIMIT) this.#uncork()
    return true
  }

  /** @param {number} code @param {string} reason */
  close(code, reason) {
    this.#uncork()
    this.#socket.close(code, reason)
  }

  drop() {
    this.#isOver = true
    this.#uncork()
    this.#socket.removeAllListeners()
    this.#socket.on('error', () => {})
    this.#socket.terminate()
  }

  /** @param {CloseInfo} info */
  #end({ code, reason, wasClean }) {
    if (this.#isOver) return
    this.#isOver = true
    this.#handlers.onClose({ code, reason, wasClean })
  }
}

/** @type {import('@wsevent/core').Platform} */
const platform = {
  openTransport: (request, handlers) => new CorkedTransport(request, handlers),
  options: {},
  clock: {
    now: () => Date.now(),
    later: (delay, callback) => {
      const timer = setTimeout(callback, delay)
      return () => clearTimeout(timer)
    },
  },
  random: () => Math.random(),
  reportError: (error) =>
    queueMicrotask(() => {
      throw error
    }),
  isBlob: (data) => data instanceof Blob,
  sizeOf: (data) =>
    typeof data === 'string'
      ? Buffer.byteLength(data)
      : 'byteLength' in data
        ? data.byteLength
        : data.size,
}

export class CorkedWebSockets extends Client {
  constructor() {
    super(platform)
  }
}

/**
 * @typedef {import('@wsevent/core').Transport} Transport
 * @typedef {import('@wsevent/core').TransportRequest} TransportRequest
 * @typedef {import('@wsevent/core').TransportHandlers} TransportHandlers
 * @typedef {import('@wsevent/core').CloseInfo} CloseInfo
 */
