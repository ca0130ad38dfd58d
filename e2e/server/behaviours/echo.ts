import type { Behaviour, Visit } from '../visit.ts'

/** Sends every message back; picks a subprotocol from `protocols`, else the first that is offered. */
export const echo: Behaviour = (visit) => {
  const connection = visit.accept(
    {
      onMessage: (payload, isBinary) => {
        if (isBinary) connection.binary(payload)
        else connection.text(payload.toString())
      },
    },
    { 'Sec-WebSocket-Protocol': chosenProtocol(visit) },
  )
}

/** Records and says nothing. */
export const sink: Behaviour = (visit) => {
  visit.accept()
}

/** Stops reading once open, so that what the client sends stays with the client. */
export const stall: Behaviour = (visit) => {
  visit.accept()
  visit.socket.pause()
}

/** Sends a ping at once and a text when the pong is there. */
export const ping: Behaviour = (visit) => {
  const connection = visit.accept({
    onPong: (payload) => connection.text(`pong ${payload.toString()}`),
  })
  connection.ping('are you there?')
}

function chosenProtocol(visit: Visit): string | null {
  const spoken = visit.query.get('protocols')?.split(',')
  return visit.offered.find((name) => spoken === undefined || spoken.includes(name)) ?? null
}
