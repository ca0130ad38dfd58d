import type { Behaviour, Behaviours } from '../handshake.ts'
import { echo } from './messages.ts'

function acceptsWith(name: string, value: string | null): Behaviour {
  return (handshake) => handshake.accept({}, { [name]: value })
}

/** Sends an interim answer before the 101 (RFC 9110 section 15.2 allows any number). */
function interim(status: string): Behaviour {
  return (handshake) => {
    handshake.socket.write(`HTTP/1.1 ${status}\r\n\r\n`)
    echo(handshake)
  }
}

/** Keeps the client waiting for the answer; a release of the id ends TCP. */
const hang: Behaviour = ({ log, socket }) => {
  log.add('hanging')
  socket.resume()
  log.onRelease(() => socket.destroy())
}

export const handshakes: Behaviours = {
  /** Answers with `status`; with 101 and a header that is wrong, or missing if `none` (`accept`, `upgrade`). */
  '/handshake': (handshake) => {
    const { query } = handshake
    const status = handshake.number('status', 101)
    if (status !== 101) return handshake.reject(status, { Location: query.get('location') })
    const names = { accept: 'Sec-WebSocket-Accept', upgrade: 'Upgrade' }
    const changes: [string, string | null][] = Object.entries(names)
      .filter(([name]) => query.has(name))
      .map(([name, header]) => [header, query.get(name) === 'none' ? null : query.get(name)])
    handshake.accept({}, Object.fromEntries(changes))
  },

  /** Rejects with `status`, and accepts in the same segment. */
  '/reject-then-accept': (handshake) => {
    handshake.reject(handshake.number('status', 401), { Connection: null }, handshake.acceptance())
  },

  '/no-subprotocol': acceptsWith('Sec-WebSocket-Protocol', null),
  '/other-subprotocol': acceptsWith('Sec-WebSocket-Protocol', 'never-offered'),
  '/other-extension': acceptsWith('Sec-WebSocket-Extensions', 'never-offered'),
  /** Accepts permessage-deflate if it is offered, and compresses nothing (RFC 7692 section 6 allows that). */
  '/deflating': (handshake) => {
    const offered = handshake.request.headers['sec-websocket-extensions'] ?? ''
    const accepted = offered.includes('permessage-deflate') ? 'permessage-deflate' : null
    handshake.accept({}, { 'Sec-WebSocket-Extensions': accepted })
  },
  '/oversize-headers': acceptsWith('X-Large', 'x'.repeat(1_048_576)),
  '/continue-100': interim('100 Continue'),
  '/early-hints-103': interim('103 Early Hints'),
  '/hang': hang,

  /** Answers the handshake a byte at a time, and never comes to an end. */
  '/slow-loris': (handshake) => {
    const { socket } = handshake
    socket.write('HTTP/1.1 101 Switching Protocols\r\nX-Slow: ')
    const timer = setInterval(() => socket.write('x'), 20)
    socket.once('close', () => clearInterval(timer))
    hang(handshake)
  },

  '/garbage-at-handshake': ({ socket }) => socket.end('\u0000\u0001 this is no HTTP \r\n\r\n'),
  '/drop-handshake': ({ socket, query }) => {
    if (query.get('how') === 'rst') socket.resetAndDestroy()
    else socket.end()
  },

  '/drop-mid-handshake': (handshake) => handshake.socket.end(handshake.acceptance().slice(0, 40)),
}
