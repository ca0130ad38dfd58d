import { STATUS_CODES } from 'node:http'
import type { Behaviour } from '../visit.ts'
import { echo } from './echo.ts'

/** Answers the handshake with `status` and a body, or with 101 and a header that is wrong (`accept`, `upgrade`, `connection`). */
export const handshake: Behaviour = (visit) => {
  const status = visit.number('status', 101)
  if (status === 101) return wrongHeader(visit)
  const location = visit.query.get('location')
  visit.refuse(
    `${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    {
      'Content-Type': 'text/plain',
      Location: location,
      'Retry-After': visit.query.get('retry-after'),
      'WWW-Authenticate': status === 401 ? 'Bearer' : null,
    },
    'x'.repeat(visit.number('body', 0)) || 'not here',
  )
}

/** Opens without answering the subprotocols that the client offers. */
export const noSubprotocol: Behaviour = (visit) => {
  visit.accept({}, { 'Sec-WebSocket-Protocol': null })
}

/** Opens with a subprotocol that the client never offered. */
export const otherSubprotocol: Behaviour = (visit) => {
  visit.accept({}, { 'Sec-WebSocket-Protocol': 'never-offered' })
}

/** Opens with an extension that the client never offered (RFC 6455 section 9.1). */
export const otherExtension: Behaviour = (visit) => {
  visit.accept({}, { 'Sec-WebSocket-Extensions': 'never-offered' })
}

/** Never answers the handshake; a release of the id ends TCP. */
export const hang: Behaviour = (visit) => {
  visit.log.add('hanging')
  visit.socket.resume()
  visit.log.onRelease(() => visit.socket.destroy())
}

/** Answers the handshake a byte at a time, and never comes to an end. */
export const slowLoris: Behaviour = (visit) => {
  visit.socket.write('HTTP/1.1 101 Switching Protocols\r\nX-Slow: ')
  const timer = setInterval(() => visit.socket.write('x'), 20)
  visit.socket.once('close', () => clearInterval(timer)).resume()
  visit.log.add('hanging')
  visit.log.onRelease(() => visit.socket.destroy())
}

/** Sends an interim answer before the 101 (RFC 9110 section 15.2 allows any number). */
export const interim: (status: string) => Behaviour = (status) => (visit) => {
  visit.socket.write(`HTTP/1.1 ${status}\r\n\r\n`)
  echo(visit)
}

/** Answers with a header of `bytes` bytes. */
export const oversizeHeaders: Behaviour = (visit) => {
  visit.accept({}, { 'X-Large': 'x'.repeat(visit.number('bytes', 1_048_576)) })
}

/** Answers with bytes that are no HTTP. */
export const garbageAtHandshake: Behaviour = (visit) => {
  visit.socket.end(Buffer.from('\u0000\u0001 this is no HTTP \r\n\r\n'))
}

const wrongHeader: Behaviour = (visit) => {
  const wrong = (name: string): string | null => {
    const value = visit.query.get(name)
    return value === 'none' ? null : (value ?? 'wrong')
  }
  const names: Readonly<Record<string, string>> = {
    accept: 'Sec-WebSocket-Accept',
    upgrade: 'Upgrade',
    connection: 'Connection',
  }
  const changed = Object.entries(names).filter(([name]) => visit.query.has(name))
  visit.accept({}, Object.fromEntries(changed.map(([name, header]) => [header, wrong(name)])))
}
