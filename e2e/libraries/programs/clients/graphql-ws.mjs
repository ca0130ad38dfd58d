import { createClient } from 'graphql-ws'

export async function talk({ WebSocket, uri, drop }) {
  const client = createClient({
    url: `${uri}/graphql`,
    webSocketImpl: WebSocket,
    retryWait: async () => {},
    shouldRetry: () => true,
  })
  const seen = []
  for await (const { data } of client.iterate({ query: '{ hello }' })) seen.push(data.hello)
  // The library connects and subscribes again by itself.
  for await (const { data } of client.iterate({ query: 'subscription { count }' })) {
    seen.push(data.count)
    if (seen.length === 3) await drop()
    if (seen.length === 5) break
  }
  await client.dispose()
  return seen
}

export const expected = ['world', 0, 1, 0, 1]
