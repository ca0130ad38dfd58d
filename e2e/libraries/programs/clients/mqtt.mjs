import mqtt from 'mqtt'

export async function talk({ WebSocket, uri, drop }) {
  const seen = []
  const client = mqtt.connect(uri, {
    // On Node the library would read the socket of `ws` itself.
    forceNativeWebSocket: true,
    createWebsocket: (url, protocols) => new WebSocket(url, protocols),
    reconnectPeriod: 20,
  })
  client.on('connect', () => {
    seen.push('connected')
    client.subscribe('talk', { qos: 1 }, () =>
      client.publish('talk', `żółw ${seen.length}`, { qos: 1 }),
    )
  })
  await new Promise((resolve) => {
    client.on('message', (_, payload) => {
      seen.push(String(payload))
      if (seen.length === 4) resolve()
      else void drop()
    })
  })
  await client.endAsync()
  return seen
}

export const expected = ['connected', 'żółw 1', 'connected', 'żółw 3']
