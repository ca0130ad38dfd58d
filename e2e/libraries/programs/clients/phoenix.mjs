import { Socket } from 'phoenix'

export async function talk({ WebSocket, uri, drop }) {
  const seen = []
  const socket = new Socket(`${uri}/socket`, {
    transport: WebSocket,
    reconnectAfterMs: () => 20,
    rejoinAfterMs: () => 20,
  })
  socket.connect()
  const channel = socket.channel('room:lobby', {})
  await new Promise((resolve) => {
    const push = () =>
      channel.push('echo', { text: `żółw ${seen.length}` }).receive('ok', ({ text }) => {
        seen.push(text)
        if (seen.length === 4) resolve()
        else void drop()
      })
    // Each time: the library connects and joins again by itself.
    channel.join().receive('ok', () => {
      seen.push('joined')
      push()
    })
  })
  await new Promise((resolve) => socket.disconnect(resolve))
  return seen
}

export const expected = ['joined', 'żółw 1', 'joined', 'żółw 3']
