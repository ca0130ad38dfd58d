import { Client } from '@stomp/stompjs'

export async function talk({ WebSocket, uri, drop }) {
  const seen = []
  const client = new Client({
    webSocketFactory: () => new WebSocket(`${uri}/stomp`),
    reconnectDelay: 20,
  })
  await new Promise((resolve) => {
    // Each time: the library connects again by itself.
    client.onConnect = () => {
      seen.push('connected')
      client.subscribe('/topic/answer', ({ body }) => {
        seen.push(body)
        if (seen.length === 4) resolve()
        else void drop()
      })
      client.publish({ destination: '/topic/talk', body: `hello ${seen.length}` })
    }
    client.activate()
  })
  await client.deactivate()
  return seen
}

export const expected = ['connected', 'hello 1', 'connected', 'hello 3']
