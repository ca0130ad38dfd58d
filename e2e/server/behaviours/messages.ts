import { BINARY, PING, TEXT } from '../frame.ts'
import type { Behaviour, Behaviours } from '../handshake.ts'

/** Sends every message back; picks a subprotocol from `protocols`, else the first that is offered. */
export const echo: Behaviour = (handshake) => {
  const spoken = handshake.query.get('protocols')?.split(',')
  const protocol = handshake.offered.find((name) => spoken?.includes(name) ?? true) ?? null
  const connection = handshake.accept(
    { onMessage: (payload, isBinary) => connection.send(isBinary ? BINARY : TEXT, payload) },
    { 'Sec-WebSocket-Protocol': protocol },
  )
}

export const messages: Behaviours = {
  '/echo': echo,
  '/sink': (handshake) => handshake.accept(),

  /** Stops reading once open, so that what the client sends stays with the client. */
  '/stall': (handshake) => handshake.accept().socket.pause(),
  /** Stops reading for a moment after each mebibyte. */
  '/slow-sink': (handshake) => {
    const { socket } = handshake.accept()
    let read = 0
    socket.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read < 1_048_576) return
      read = 0
      socket.pause()
      setTimeout(() => socket.resume(), 2)
    })
  },
  '/ping': (handshake) => {
    const connection = handshake.accept({
      onPong: (payload) => connection.send(TEXT, `pong ${payload.toString()}`),
    })
    connection.send(PING, 'are you there?')
  },

  /** Answers the first `refusals` handshakes of its id with `status`, and echoes from then on. */
  '/flaky': (handshake) => {
    if (handshake.log.of('request').length > handshake.number('refusals', 1)) return echo(handshake)
    const retryAfter = handshake.query.get('retry-after')
    handshake.reject(handshake.number('status', 503), { 'Retry-After': retryAfter })
  },

  /** Opens and says nothing, not even to a ping; the first `silent` connections of its id, and echoes from then on. */
  '/silent': (handshake) => {
    const isSilent = handshake.log.of('open').length < handshake.number('silent', Infinity)
    if (isSilent) handshake.accept({ isSilent: true })
    else echo(handshake)
  },

  /** Speaks every `every` milliseconds, and never answers. */
  '/chatty': (handshake) => {
    const connection = handshake.accept({ isSilent: true })
    const timer = setInterval(
      () => connection.send(TEXT, 'still here'),
      handshake.number('every', 40),
    )
    connection.socket.once('close', () => clearInterval(timer))
  },
}
