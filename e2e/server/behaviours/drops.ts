import { TEXT, frame } from '../frame.ts'
import type { Connection } from '../connection.ts'
import type { Behaviour, Visit } from '../visit.ts'
import { when } from './closings.ts'

/** Ends TCP without a close frame, with a FIN or, where `how=rst`, with a reset; `after=mid-message` leaves a message in halves. */
export const drop: Behaviour = (visit) => {
  when(visit, (connection) => {
    if (visit.query.get('after') === 'mid-message') connection.raw(half())
    leave(visit, connection)
  })
}

/** Ends TCP in the middle of the answer to the first message. */
export const endMidMessage: Behaviour = (visit) => {
  const connection = visit.accept({
    onMessage: () => {
      connection.raw(half())
      leave(visit, connection)
    },
  })
}

/** Ends TCP instead of answering the handshake. */
export const dropHandshake: Behaviour = (visit) => {
  if (visit.query.get('how') === 'rst') visit.socket.resetAndDestroy()
  else visit.socket.end()
}

/** Ends TCP in the middle of the handshake's answer. */
export const dropMidHandshake: Behaviour = (visit) => {
  visit.socket.end(visit.acceptance().slice(0, 40))
}

function half(): Buffer {
  return frame(TEXT, 'x'.repeat(100)).subarray(0, 30)
}

function leave(visit: Visit, connection: Connection): void {
  if (visit.query.get('how') === 'rst') connection.reset()
  else connection.end()
}
