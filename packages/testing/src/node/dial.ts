import { WebSocket } from 'ws'
import type { Dial } from '../upstream.ts'

// What a handshake makes anew for itself.
const OWN = /^(host|connection|upgrade|sec-websocket-.*)$/

/** With the client's headers, as its token is often one. */
export const dialWs: Dial = (uri, { protocols, headers }) => {
  const passed = Object.entries(headers).filter(([name]) => !OWN.test(name))
  return new WebSocket(uri, [...protocols], {
    headers: Object.fromEntries(passed),
    perMessageDeflate: false,
  })
}
