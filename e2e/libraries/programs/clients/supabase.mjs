import { RealtimeClient } from '@supabase/realtime-js'

export async function talk({ WebSocket, uri, drop }) {
  const seen = []
  const client = new RealtimeClient(`${uri}/realtime/v1`, {
    transport: WebSocket,
    params: { apikey: 'public' },
    vsn: '1.0.0',
    reconnectAfterMs: () => 20,
  })
  const channel = client.channel('talk', { config: { broadcast: { self: true } } })
  await new Promise((resolve) => {
    channel.on('broadcast', { event: 'text' }, ({ payload }) => {
      seen.push(payload.text)
      if (seen.length === 4) resolve()
      else void drop()
    })
    channel.subscribe((status) => {
      if (status !== 'SUBSCRIBED') return
      seen.push('subscribed')
      void channel.send({
        type: 'broadcast',
        event: 'text',
        payload: { text: `żółw ${seen.length}` },
      })
    })
  })
  await client.removeAllChannels()
  await client.disconnect()
  return seen
}

export const expected = ['subscribed', 'żółw 1', 'subscribed', 'żółw 3']
