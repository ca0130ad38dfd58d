// What the tests' servers do at each path.
import { BINARY, TEXT, closeFrame } from '../server/frame.ts'
import type { Behaviour, Behaviours, Handshake } from '../server/handshake.ts'

const PROTOCOL = 'Sec-WebSocket-Protocol'

function later(act: () => void, delay: number): void {
  setTimeout(act, delay)
}

/** Accepts a subprotocol, or none. */
function accepted(protocol: string | null): Readonly<Record<string, string | null>> {
  return { [PROTOCOL]: protocol }
}

/** Sends a text once open, and closes. */
function says(text: (handshake: Handshake) => string, protocol?: string): Behaviour {
  return (handshake) => {
    const { offered } = handshake
    const connection = handshake.accept({}, accepted(protocol ?? offered[0] ?? null))
    connection.send(TEXT, text(handshake))
    connection.close(1000)
  }
}

/** Answers each message, and closes after a text `Goodbye`. */
function answering(answer: (payload: Buffer) => Buffer | undefined): Behaviour {
  return (handshake) => {
    const protocol = handshake.offered.includes('echo') ? 'echo' : null
    const onMessage = (payload: Buffer, isBinary: boolean): void => {
      const reply = answer(payload)
      if (reply) connection.send(isBinary ? BINARY : TEXT, reply)
      if (!isBinary && payload.toString() === 'Goodbye') connection.close(1000)
    }
    const connection = handshake.accept({ onMessage }, accepted(protocol))
  }
}

const query = ({ request }: Handshake): string => request.url?.split('?', 2)[1] ?? ''

/** Opens after a while, and closes. */
function opensAfter(delay: number): Behaviour {
  return (handshake) => later(() => handshake.accept().close(1000), delay)
}

export const handlers: Behaviours = {
  '/echo': answering((payload) => payload),
  '/echo_exit': answering(() => undefined),
  '/echo_close_data': answering((payload) => {
    return payload.toString() === 'Goodbye' ? undefined : payload
  }),
  '/empty-message': (handshake) => {
    const connection = handshake.accept({
      onMessage: ({ length }) => connection.send(TEXT, length === 0 ? 'pass' : 'fail'),
    })
  },
  '/echo_raw': (handshake) => {
    const connection = handshake.accept({ onMessage: (payload) => connection.raw(payload) })
  },
  '/echo-query': says(query),
  '/echo-query_v13': says(query),
  '/protocol': says(({ offered }) => offered.join(', ')),
  '/protocol_array': says(({ offered }) => offered[0] ?? ''),
  '/origin': says(({ request }) => request.headers.origin ?? 'no origin'),
  '/referrer': says(({ request }) => request.headers.referer ?? 'MISSING AS PER FETCH'),
  '/handshake_protocol': (handshake) => handshake.accept({}, accepted('foobar')).close(1000),
  '/handshake_no_protocol': (handshake) => handshake.accept({}, accepted(null)).close(1000),
  '/handshake_no_extensions': (handshake) => handshake.accept().close(1000),
  '/handshake_sleep_2': opensAfter(2_000),
  '/sleep_10_v13': opensAfter(10_000),
  '/invalid': ({ socket }) => void socket.end('FOO BAR BAZ\r\n\r\n'),
  '/wrong_accept_key': (handshake) => {
    handshake.accept({}, { 'Sec-WebSocket-Accept': 'thisisawrongacceptkey' })
  },
  '/simple_handshake': (handshake) => {
    const { socket } = handshake
    const head = handshake.acceptance(accepted(null))
    socket.write(Buffer.concat([Buffer.from(head), closeFrame(1001, 'PASS')]))
    socket.once('data', () => socket.destroySoon())
  },
  '/delayed-passive-close': (handshake) => {
    const connection = handshake.accept({
      onClose: (code) => {
        later(() => {
          connection.raw(closeFrame(code))
          connection.end()
        }, 1_000)
      },
    })
  },
  '/receive-many-with-backpressure': (handshake) => {
    const { socket } = handshake
    const connection = handshake.accept({
      onMessage: ({ length }) => {
        connection.send(TEXT, String(length))
        socket.pause()
        later(() => socket.resume(), 100)
      },
    })
  },
  '/basic_auth': (handshake) => {
    const { authorization } = handshake.request.headers
    const isKnown = authorization === `Basic ${btoa('foo:bar')}`
    if (isKnown) handshake.accept()
    else handshake.reject(401, { 'WWW-Authenticate': 'Basic realm="wpt"' })
  },
}
