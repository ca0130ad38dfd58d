import { createHash } from 'node:crypto'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/**
 * Reads the handshake's request and answers it (RFC 6455, section 4.2).
 * @param {import('node:net').Socket} socket
 * @param {(path: string, rest: Buffer) => void} onDone `rest` came in behind the request
 */
export function handshake(socket, onDone) {
  /** @type {Buffer} */
  let head = Buffer.alloc(0)
  const onData = (/** @type {Buffer} */ chunk) => {
    head = head.length > 0 ? Buffer.concat([head, chunk]) : chunk
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    socket.off('data', onData)
    const request = head.toString('latin1', 0, end)
    const key = /^sec-websocket-key: *(.+)$/im.exec(request)?.[1]?.trim()
    if (key === undefined) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64')
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
    ]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    onDone(request.split(' ', 2)[1] ?? '/', head.subarray(end + 4))
  }
  socket.on('data', onData)
}
