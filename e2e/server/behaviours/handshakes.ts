import { STATUS_CODES } from 'node:http'
import type { Behaviour } from '../handshake.ts'
import { echo } from './echo.ts'

/** Answers the handshake with `status` and a body, or with 101 and a header that is wrong (`accept`, `upgrade`, `connection`). */
export const answer: Behaviour = (handshake) => {
  const status = handshake.number('status', 101)
  if (status === 101) return wrongHeader(handshake)
  const location = handshake.query.get('location')
  handshake.reject(
    `${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    {
      'Content-Type': 'text/plain',
      Location: location,
      'Retry-After': handshake.query.get('retry-after'),
      'WWW-Authenticate': status === 401 ? 'Bearer' : null,
    },
    'x'.repeat(handshake.number('body', 0)) || 'not here',
  )
}

/** Opens without answering the subprotocols that the client offers. */
export const noSubprotocol: Behaviour = (handshake) => {
  handshake.accept({}, { 'Sec-WebSocket-Protocol': null })
}

/** Opens with a subprotocol that the client never offered. */
export const otherSubprotocol: Behaviour = (handshake) => {
  handshake.accept({}, { 'Sec-WebSocket-Protocol': 'never-offered' })
}

/** Opens with an extension that the client never offered (RFC 6455 section 9.1). */
export const otherExtension: Behaviour = (handshake) => {
  handshake.accept({}, { 'Sec-WebSocket-Extensions': 'never-offered' })
}

/** Never answers the handshake; a release of the id ends TCP. */
export const hang: Behaviour = (handshake) => {
  handshake.log.add('hanging')
  handshake.socket.resume()
  handshake.log.onRelease(() => handshake.socket.destroy())
}

/** Answers the handshake a byte at a time, and never comes to an end. */
export const slowLoris: Behaviour = (handshake) => {
  handshake.socket.write('HTTP/1.1 101 Switching Protocols\r\nX-Slow: ')
  const timer = setInterval(() => handshake.socket.write('x'), 20)
  handshake.socket.once('close', () => clearInterval(timer)).resume()
  handshake.log.add('hanging')
  handshake.log.onRelease(() => handshake.socket.destroy())
}

/** Sends an interim answer before the 101 (RFC 9110 section 15.2 allows any number). */
export const interim: (status: string) => Behaviour = (status) => (handshake) => {
  handshake.socket.write(`HTTP/1.1 ${status}\r\n\r\n`)
  echo(handshake)
}

/** Answers with a header of `bytes` bytes. */
export const oversizeHeaders: Behaviour = (handshake) => {
  handshake.accept({}, { 'X-Large': 'x'.repeat(handshake.number('bytes', 1_048_576)) })
}

/** Answers with bytes that are no HTTP. */
export const garbageAtHandshake: Behaviour = (handshake) => {
  handshake.socket.end(Buffer.from('\u0000\u0001 this is no HTTP \r\n\r\n'))
}

const wrongHeader: Behaviour = (handshake) => {
  const wrong = (name: string): string | null => {
    const value = handshake.query.get(name)
    return value === 'none' ? null : (value ?? 'wrong')
  }
  const names: Readonly<Record<string, string>> = {
    accept: 'Sec-WebSocket-Accept',
    upgrade: 'Upgrade',
    connection: 'Connection',
  }
  const changed = Object.entries(names).filter(([name]) => handshake.query.has(name))
  handshake.accept({}, Object.fromEntries(changed.map(([name, header]) => [header, wrong(name)])))
}
