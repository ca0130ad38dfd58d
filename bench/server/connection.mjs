import { messageOf } from '../messages.mjs'
import { protocolOf } from './protocols.mjs'
import { FrameReader } from './frame-reader.mjs'
import { CLOSE, frameOf } from './frames.mjs'
import { handshake } from './handshake.mjs'

const BLOCK = 262_144
const TEXT = 1
const BINARY = 2
const CLOSING = 8

/** One client. Its messages are commands, but those that a command asked to count. */
class Connection {
  #socket
  #protocol
  #reader = new FrameReader((frame) => this.#onFrame(frame))
  #awaited = 0
  /** @type {Buffer | undefined} */
  #echo

  /** @param {import('node:net').Socket} socket @param {string} path @param {Buffer} rest */
  constructor(socket, path, rest) {
    this.#socket = socket
    this.#protocol = protocolOf(path)
    for (const text of this.#protocol.greeting) socket.write(frameOf(text))
    socket.on('data', (chunk) => this.#reader.push(chunk))
    if (rest.length > 0) this.#reader.push(rest)
  }

  /** @param {import('./frame-reader.mjs').Frame} frame */
  #onFrame({ opcode, payload }) {
    if (opcode === CLOSING) return void this.#socket.end(CLOSE)
    if (opcode !== TEXT && opcode !== BINARY) return
    if (this.#awaited > 0) this.#count()
    else if (payload) this.#command(payload.toString())
  }

  #count() {
    this.#awaited -= 1
    this.#reader.isKeeping = this.#awaited === 0
    if (this.#echo) this.#socket.write(this.#echo)
    else if (this.#awaited === 0) this.#socket.write(this.#protocol.encode('done'))
  }

  /** @param {string} text */
  #command(text) {
    const answer = this.#protocol.answer(text)
    if (answer !== undefined) return void this.#socket.write(frameOf(answer))
    const [verb, kind, size, count] = this.#protocol.decode(text).split(' ')
    const isBinary = kind === 'binary'
    if (verb === 'drop') this.#socket.destroy()
    if (verb === 'flood')
      this.#flood(messageOf(/** @type {never} */ (kind), Number(size)), Number(count))
    if (verb !== 'count' && verb !== 'echo') return
    this.#awaited = Number(count) * this.#protocol.framesOf(isBinary)
    this.#reader.isKeeping = false
    this.#echo =
      verb === 'echo' ? this.#protocol.encode(messageOf('text', Number(size))) : undefined
  }

  /** Sends blocks of many frames that were encoded once. @param {string | Uint8Array} message @param {number} count */
  #flood(message, count) {
    const frame = this.#protocol.encode(message)
    const perBlock = Math.max(1, Math.min(count, Math.floor(BLOCK / frame.length)))
    const block = Buffer.concat(Array.from({ length: perBlock }, () => frame))
    let left = count
    const write = () => {
      while (left > 0) {
        const taken = Math.min(left, perBlock)
        left -= taken
        if (!this.#socket.write(block.subarray(0, taken * frame.length))) break
      }
      if (left > 0) this.#socket.once('drain', write)
    }
    write()
  }
}

/** Takes a client in. @param {import('node:net').Socket} socket */
export function accept(socket) {
  socket.setNoDelay(true)
  // A client that is gone is no failure of the server's.
  socket.on('error', () => socket.destroy())
  handshake(socket, (path, rest) => new Connection(socket, path, rest))
}
