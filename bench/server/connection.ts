import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE, encodeFrame, frameEnd, headerSize, mask, TEXT } from '../frames.ts'
import { type Kind, messageOf } from '../messages.ts'
import { protocolOf } from './protocols.ts'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const KEY_SIZE = 4
const BLOCK = 262_144
const NORMAL_CLOSE = encodeFrame(Buffer.from([0x03, 0xe8]), undefined, CLOSE)

/** One client. Its messages are commands, except those that a command announces: these are counted unread, by their bytes. */
export class Connection {
  readonly #socket
  readonly #protocol
  #rest: Buffer = Buffer.alloc(0)
  #awaited = 0
  #messageSize = 1
  #echo: Buffer | undefined

  /** Answers the opening handshake (RFC 6455, section 4.2). */
  constructor({ headers, url = '/' }: IncomingMessage, socket: Duplex) {
    this.#socket = socket
    this.#protocol = protocolOf(url)
    // A client that is gone is no failure of the server's.
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
    socket.on('data', (chunk: Buffer) => this.#onData(chunk))
    const key = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`)
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${key.digest('base64')}\r\n\r\n`,
    )
    socket.write(this.#protocol.greeting)
  }

  #onData(chunk: Buffer): void {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    let bytes = this.#count(all)
    for (let end = frameEnd(bytes, 0); end !== undefined; end = frameEnd(bytes, 0)) {
      const start = headerSize(bytes, 0)
      const payload = mask(bytes.subarray(start, end), bytes.subarray(start - KEY_SIZE, start))
      const opcode = bytes.readUInt8() & 0x0f
      if (opcode === CLOSE) this.#socket.end(NORMAL_CLOSE)
      if (opcode === TEXT) this.#command(payload.toString())
      bytes = this.#count(bytes.subarray(end))
    }
    this.#rest = bytes
  }

  /** Returns what follows the awaited messages. */
  #count(bytes: Buffer): Buffer {
    if (this.#awaited === 0) return bytes
    const before = Math.ceil(this.#awaited / this.#messageSize)
    const taken = Math.min(this.#awaited, bytes.length)
    this.#awaited -= taken
    const isWhole = Math.ceil(this.#awaited / this.#messageSize) < before
    if (this.#echo && isWhole) this.#socket.write(this.#echo)
    if (!this.#echo && this.#awaited === 0) this.#socket.write(this.#protocol.encode('done'))
    return bytes.subarray(taken)
  }

  #command(text: string): void {
    const [verb, kind = 'text', size = '0', count] = this.#protocol.decode(text).split(' ')
    const message = messageOf(kind as Kind, Number(size))
    const encoded = this.#protocol.encode(message)
    if (verb === 'drop') this.#socket.destroy()
    if (verb === 'flood') this.#flood(encoded, Number(count)).catch(() => {})
    if (verb !== 'count' && verb !== 'echo') return
    const frames = kind === 'binary' ? this.#protocol.binaryFrames : 1
    this.#messageSize = encoded.length + frames * KEY_SIZE
    this.#awaited = this.#messageSize * Number(count)
    this.#echo = verb === 'echo' ? encoded : undefined
  }

  /** Sends blocks of many messages that were encoded once. */
  async #flood(encoded: Buffer, count: number): Promise<void> {
    const perBlock = Math.max(1, Math.min(count, Math.floor(BLOCK / encoded.length)))
    const block = Buffer.concat(Array.from({ length: perBlock }, () => encoded))
    for (let left = count; left > 0; left -= perBlock) {
      const size = Math.min(left, perBlock) * encoded.length
      if (!this.#socket.write(block.subarray(0, size))) await once(this.#socket, 'drain')
    }
  }
}
