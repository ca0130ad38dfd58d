import { CLOSE, closeFrame, frame } from '../frame.ts'
import type { Connection } from '../connection.ts'
import type { Behaviour, Handshake } from '../handshake.ts'

/** Closes with `code` and `reason`, once open or after the first message. */
export const close: Behaviour = (handshake) => {
  when(handshake, (connection) =>
    connection.close(optional(handshake, 'code'), handshake.query.get('reason') ?? ''),
  )
}

/** Sends a close frame with exactly that `code`, also one that must not be sent (RFC 6455 section 7.4.1). */
export const closeCode: Behaviour = (handshake) => {
  when(handshake, (connection) =>
    connection.close(handshake.number('code', 1_000), handshake.query.get('reason') ?? ''),
  )
}

/** Sends a close frame whose payload is a single byte (RFC 6455 section 5.5.1 wants none, or two and more). */
export const closeOneByte: Behaviour = (handshake) => {
  when(handshake, (connection) => connection.raw(frame(CLOSE, Uint8Array.of(3))))
}

/** Sends a close frame whose reason is not UTF-8. */
export const closeInvalidUtf8: Behaviour = (handshake) => {
  when(handshake, (connection) => connection.raw(closeFrame(1_000, Uint8Array.of(0xff, 0xfe))))
}

/** Never answers a close frame and keeps TCP open. */
export const neverClose: Behaviour = (handshake) => {
  handshake.accept({ onClose: () => undefined })
}

/** Sends its close frame and keeps TCP open. */
export const closeKeepTcp: Behaviour = (handshake) => {
  handshake.keepsTcp = true
  when(handshake, (connection) => {
    connection.script = { onClose: () => undefined }
    connection.raw(
      closeFrame(handshake.number('code', 4_001), handshake.query.get('reason') ?? 'staying'),
    )
  })
}

/** Answers the client's close frame, and keeps TCP open. */
export const answerKeepTcp: Behaviour = (handshake) => {
  handshake.keepsTcp = true
  const connection = handshake.accept({ onClose: (code) => connection.raw(closeFrame(code)) })
}

/** Sends a message between the client's close frame and its own. */
export const lateMessage: Behaviour = (handshake) => {
  const connection = handshake.accept({
    onClose: (code) => {
      connection.text('late')
      connection.raw(closeFrame(code))
      connection.end()
    },
  })
}

/** Answers the client's close frame with a code and a reason of its own. */
export const closeOtherCode: Behaviour = (handshake) => {
  const connection = handshake.accept({
    onClose: () => {
      connection.raw(
        closeFrame(handshake.number('code', 4_002), handshake.query.get('reason') ?? 'my own'),
      )
      connection.end()
    },
  })
}

/** Runs `act` once open, or on the first message where `after=message`. */
export function when(handshake: Handshake, act: (connection: Connection) => void): void {
  if (handshake.query.get('after') !== 'message') return act(handshake.accept())
  const connection = handshake.accept({ onMessage: () => act(connection) })
}

function optional(handshake: Handshake, name: string): number | undefined {
  return handshake.query.has(name) ? handshake.number(name, 0) : undefined
}
