import { CLOSE, closeFrame, frame } from '../frame.ts'
import type { Connection } from '../connection.ts'
import type { Behaviour, Visit } from '../visit.ts'

/** Closes with `code` and `reason`, once open or after the first message. */
export const close: Behaviour = (visit) => {
  when(visit, (connection) =>
    connection.close(optional(visit, 'code'), visit.query.get('reason') ?? ''),
  )
}

/** Sends a close frame with exactly that `code`, also one that must not be sent (RFC 6455 section 7.4.1). */
export const closeCode: Behaviour = (visit) => {
  when(visit, (connection) =>
    connection.close(visit.number('code', 1_000), visit.query.get('reason') ?? ''),
  )
}

/** Sends a close frame whose payload is a single byte (RFC 6455 section 5.5.1 wants none, or two and more). */
export const closeOneByte: Behaviour = (visit) => {
  when(visit, (connection) => connection.raw(frame(CLOSE, Uint8Array.of(3))))
}

/** Sends a close frame whose reason is not UTF-8. */
export const closeInvalidUtf8: Behaviour = (visit) => {
  when(visit, (connection) => connection.raw(closeFrame(1_000, Uint8Array.of(0xff, 0xfe))))
}

/** Never answers a close frame and keeps TCP open. */
export const neverClose: Behaviour = (visit) => {
  visit.accept({ onClose: () => undefined })
}

/** Sends its close frame and keeps TCP open. */
export const closeKeepTcp: Behaviour = (visit) => {
  visit.keepsTcp = true
  when(visit, (connection) => {
    connection.script = { onClose: () => undefined }
    connection.raw(closeFrame(visit.number('code', 4_001), visit.query.get('reason') ?? 'staying'))
  })
}

/** Answers the client's close frame, and keeps TCP open. */
export const answerKeepTcp: Behaviour = (visit) => {
  visit.keepsTcp = true
  const connection = visit.accept({ onClose: (code) => connection.raw(closeFrame(code)) })
}

/** Sends a message between the client's close frame and its own. */
export const lateMessage: Behaviour = (visit) => {
  const connection = visit.accept({
    onClose: (code) => {
      connection.text('late')
      connection.raw(closeFrame(code))
      connection.end()
    },
  })
}

/** Answers the client's close frame with a code and a reason of its own. */
export const closeOtherCode: Behaviour = (visit) => {
  const connection = visit.accept({
    onClose: () => {
      connection.raw(closeFrame(visit.number('code', 4_002), visit.query.get('reason') ?? 'my own'))
      connection.end()
    },
  })
}

/** Runs `act` once open, or on the first message where `after=message`. */
export function when(visit: Visit, act: (connection: Connection) => void): void {
  if (visit.query.get('after') !== 'message') return act(visit.accept())
  const connection = visit.accept({ onMessage: () => act(connection) })
}

function optional(visit: Visit, name: string): number | undefined {
  return visit.query.has(name) ? visit.number(name, 0) : undefined
}
