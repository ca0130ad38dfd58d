import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

// What sockets alone cost: no check, no state, frames made beforehand (with a fixed masking key) and one write a tick.
const KEY = randomBytes(4)
const CLOSE = Buffer.from([0x88, 0x80, 0, 0, 0, 0])
const LIMIT = 262_144

/** @param {string | Uint8Array} data */
function frameOf(data) {
  const payload = Buffer.from(data)
  const size = payload.length
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  header[0] = typeof data === 'string' ? 0x81 : 0x82
  header[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127)
  if (header.length === 4) header.writeUInt16BE(size, 2)
  if (header.length === 10) header.writeUInt32BE(size, 6)
  payload.forEach((byte, index) => {
    payload[index] = byte ^ KEY[index & 3]
  })
  return Buffer.concat([header, KEY, payload])
}

/**
 * Hands over each whole frame of a chunk; @returns what is left of it.
 * @param {Buffer} bytes @param {(data: string | Buffer) => void} onMessage
 */
function read(bytes, onMessage) {
  let at = 0
  while (bytes.length - at >= 2) {
    const length = bytes[at + 1]
    const start = at + (length < 126 ? 2 : length === 126 ? 4 : 10)
    if (bytes.length < start) break
    const size =
      length < 126
        ? length
        : length === 126
          ? bytes.readUInt16BE(at + 2)
          : bytes.readUInt32BE(at + 6)
    if (bytes.length < start + size) break
    const kind = bytes[at] & 0x0f
    at = start + size
    if (kind === 1) onMessage(bytes.toString('utf8', start, at))
    else if (kind === 2) onMessage(bytes.subarray(start, at))
  }
  return bytes.subarray(at)
}

/** @param {import('node:net').Socket} socket */
function sender(socket) {
  const frames = new Map()
  /** @type {Buffer[]} */
  let pending = []
  let bytes = 0
  const flush = () => {
    if (pending.length === 0) return
    socket.write(pending.length === 1 ? pending[0] : Buffer.concat(pending, bytes))
    pending = []
    bytes = 0
  }
  return (/** @type {string | Uint8Array} */ data) => {
    let frame = frames.get(data)
    if (frame === undefined) frames.set(data, (frame = frameOf(data)))
    if (pending.length === 0) process.nextTick(flush)
    pending.push(frame)
    bytes += frame.length
    if (bytes > LIMIT) flush()
  }
}

/** @param {import('node:net').Socket} socket @param {URL} url */
function handshake(socket, { pathname, host }) {
  const key = randomBytes(16).toString('base64')
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
}

/** @type {import('./contender.mjs').Contender} */
export default {
  title: 'the floor: raw sockets',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const url = new URL(uri)
    const target = { host: '127.0.0.1', port: Number(url.port) }
    const isTls = url.protocol === 'wss:'
    const socket = isTls ? connectTls({ ...target, servername: 'localhost' }) : connect(target)
    let isOpen = false
    /** @type {Buffer} */
    let rest = Buffer.alloc(0)
    socket.setNoDelay(true)
    handshake(socket, url)
    socket.on('data', (chunk) => {
      if (isOpen) rest = read(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk, onMessage)
      else if ((isOpen = chunk.includes('\r\n\r\n'))) onOpen()
    })
    socket.on('error', () => {})
    socket.on('close', () => onClose())
    return { send: sender(socket), close: () => socket.end(CLOSE) }
  },
}
