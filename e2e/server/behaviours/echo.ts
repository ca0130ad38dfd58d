import type { Behaviour, Handshake } from '../handshake.ts'

/** Sends every message back; picks a subprotocol from `protocols`, else the first that is offered. */
export const echo: Behaviour = (handshake) => {
  const connection = handshake.accept(
    {
      onMessage: (payload, isBinary) => {
        if (isBinary) connection.binary(payload)
        else connection.text(payload.toString())
      },
    },
    { 'Sec-WebSocket-Protocol': chosenProtocol(handshake) },
  )
}

/** Records and says nothing. */
export const sink: Behaviour = (handshake) => {
  handshake.accept()
}

/** Stops reading once open, so that what the client sends stays with the client. */
export const stall: Behaviour = (handshake) => {
  handshake.accept()
  handshake.socket.pause()
}

/** Sends a ping at once and a text when the pong is there. */
export const ping: Behaviour = (handshake) => {
  const connection = handshake.accept({
    onPong: (payload) => connection.text(`pong ${payload.toString()}`),
  })
  connection.ping('are you there?')
}

function chosenProtocol(handshake: Handshake): string | null {
  const spoken = handshake.query.get('protocols')?.split(',')
  return handshake.offered.find((name) => spoken === undefined || spoken.includes(name)) ?? null
}
