import { TEXT, frame } from '../frame.ts'
import type { Connection } from '../connection.ts'
import type { Behaviour, Handshake } from '../handshake.ts'
import { when } from './closings.ts'

/** Ends TCP without a close frame, with a FIN or, where `how=rst`, with a reset; `after=mid-message` leaves a message in halves. */
export const drop: Behaviour = (handshake) => {
  when(handshake, (connection) => {
    if (handshake.query.get('after') === 'mid-message') connection.raw(half())
    leave(handshake, connection)
  })
}

/** Ends TCP in the middle of the answer to the first message. */
export const endMidMessage: Behaviour = (handshake) => {
  const connection = handshake.accept({
    onMessage: () => {
      connection.raw(half())
      leave(handshake, connection)
    },
  })
}

/** Ends TCP instead of answering the handshake. */
export const dropHandshake: Behaviour = (handshake) => {
  if (handshake.query.get('how') === 'rst') handshake.socket.resetAndDestroy()
  else handshake.socket.end()
}

/** Ends TCP in the middle of the handshake's answer. */
export const dropMidHandshake: Behaviour = (handshake) => {
  handshake.socket.end(handshake.acceptance().slice(0, 40))
}

function half(): Buffer {
  return frame(TEXT, 'x'.repeat(100)).subarray(0, 30)
}

function leave(handshake: Handshake, connection: Connection): void {
  if (handshake.query.get('how') === 'rst') connection.reset()
  else connection.end()
}
