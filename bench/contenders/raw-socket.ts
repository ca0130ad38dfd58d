import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { BINARY, CLOSE, encodeFrame, frameEnd, headerSize, TEXT } from '../frames.ts'
import type { Message } from '../messages.ts'
import type { Connection, Contender, Handlers } from './contender.ts'

// What sockets alone cost: no check, no state, frames encoded once (with a fixed masking key) and one write a tick.
const KEY = randomBytes(4)
const LIMIT = 262_144

/** Hands over each whole frame and returns the rest. */
function read(bytes: Buffer, onMessage: Handlers['onMessage']): Buffer {
  let at = 0
  for (let end = frameEnd(bytes, at); end !== undefined; end = frameEnd(bytes, at)) {
    const start = at + headerSize(bytes, at)
    const opcode = (bytes[at] ?? 0) & 0x0f
    if (opcode === TEXT) onMessage(bytes.toString('utf8', start, end))
    if (opcode === BINARY) onMessage(bytes.subarray(start, end))
    at = end
  }
  return bytes.subarray(at)
}

function sender(socket: Socket): Connection['send'] {
  const frames = new Map<Message, Buffer>()
  let pending: Buffer[] = []
  const flush = (): void => {
    const [first] = pending
    if (first) socket.write(pending.length === 1 ? first : Buffer.concat(pending))
    pending = []
  }
  return (data) => {
    let frame = frames.get(data)
    if (frame === undefined) frames.set(data, (frame = encodeFrame(data, KEY)))
    if (pending.length === 0) process.nextTick(flush)
    if (pending.push(frame) * frame.length > LIMIT) flush()
  }
}

export default {
  title: 'the floor: raw sockets',
  open: (uri, { onOpen, onMessage, onClose }) => {
    const { port, protocol, host } = new URL(uri)
    const target = { host: '127.0.0.1', port: Number(port), servername: 'localhost' }
    const socket = protocol === 'wss:' ? connectTls(target) : connect(target)
    let isOpen = false
    let rest: Buffer = Buffer.alloc(0)
    socket.setNoDelay(true)
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
    socket.on('data', (chunk: Buffer) => {
      if (isOpen) rest = read(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk, onMessage)
      else if ((isOpen = chunk.includes('\r\n\r\n'))) onOpen()
    })
    socket.on('error', () => {})
    socket.on('close', onClose)
    return { send: sender(socket), close: () => socket.end(encodeFrame('', KEY, CLOSE)) }
  },
} satisfies Contender
