import { Socket, WebSocket as Transport } from 'engine.io-client'

export async function talk({ WebSocket, uri, drop }) {
  class OurTransport extends Transport {
    createSocket(address, protocols) {
      // On Node the library would ask for 'nodebuffer', which the standard's class does not have.
      this.socket.binaryType = 'arraybuffer'
      return new WebSocket(address, protocols)
    }
  }
  const seen = []
  const meet = async (greeting) => {
    const socket = new Socket(uri, { transports: [OurTransport] })
    socket.on('message', (data) => {
      seen.push(typeof data === 'string' ? data : [...new Uint8Array(data)].join())
      if (seen.length % 3 === 1) socket.send(Uint8Array.of(1, 2, 3).buffer)
      if (seen.length % 3 === 2) void drop()
    })
    socket.on('open', () => socket.send(greeting))
    await new Promise((resolve) => socket.on('close', resolve))
    seen.push('closed')
  }
  // The library leaves it to its user to meet again.
  await meet('żółw')
  await meet('again')
  return seen
}

export const expected = ['żółw', '1,2,3', 'closed', 'again', '1,2,3', 'closed']
