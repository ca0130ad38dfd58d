import { CLOSE, TEXT, closeFrame, frame } from '../frame.ts'
import type { Connection } from '../connection.ts'
import type { Behaviours, Handshake } from '../handshake.ts'

/** Servers that end the connection, well or badly. */
export const closes: Behaviours = {
  /** Closes with exactly that `code`, also one that must not be sent (RFC 6455 section 7.4.1), or without; and `reason`. */
  '/close': (handshake) => {
    const code = handshake.query.has('code') ? handshake.number('code', 0) : undefined
    const reason = handshake.query.get('reason') ?? ''
    handshake.whenOpen((connection) => connection.close(code, reason))
  },

  /** Sends a close frame whose payload is a single byte (RFC 6455 section 5.5.1 wants none, or two and more). */
  '/close-one-byte': (handshake) =>
    handshake.whenOpen((connection) => connection.raw(frame(CLOSE, Uint8Array.of(3)))),

  '/close-invalid-utf8': (handshake) =>
    handshake.whenOpen((connection) =>
      connection.raw(closeFrame(1_000, Uint8Array.of(0xff, 0xfe))),
    ),

  '/never-close': (handshake) => handshake.accept({ onClose: () => undefined }),
  '/close-keep-tcp': (handshake) => {
    handshake.keepsTcp = true
    handshake.accept({ onClose: () => undefined }).raw(closeFrame(4_001, 'staying'))
  },

  '/answer-keep-tcp': (handshake) => {
    handshake.keepsTcp = true
    const connection = handshake.accept({ onClose: (code) => connection.raw(closeFrame(code)) })
  },

  /** Sends a message between the client's close frame and its own. */
  '/late-message': (handshake) =>
    answersClose(handshake, (connection, code) => {
      connection.send(TEXT, 'late')
      connection.raw(closeFrame(code))
    }),

  '/close-other-code': (handshake) =>
    answersClose(handshake, (connection) => connection.raw(closeFrame(4_002, 'my own'))),

  /** Ends TCP without a close frame, with a FIN or, where `how=rst`, with a reset. */
  '/drop': (handshake) => handshake.whenOpen((connection) => leave(handshake, connection)),
  '/end-mid-message': (handshake) => {
    const connection = handshake.accept({
      onMessage: () => {
        connection.raw(frame(TEXT, 'x'.repeat(100)).subarray(0, 30))
        leave(handshake, connection)
      },
    })
  },
}

function answersClose(
  handshake: Handshake,
  answer: (connection: Connection, code: number | undefined) => void,
): void {
  const connection = handshake.accept({
    onClose: (code) => {
      answer(connection, code)
      connection.end()
    },
  })
}

function leave(handshake: Handshake, connection: Connection): void {
  if (handshake.query.get('how') === 'rst') connection.socket.resetAndDestroy()
  else connection.end()
}
