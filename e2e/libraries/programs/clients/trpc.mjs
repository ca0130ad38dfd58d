import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'

export async function talk({ WebSocket, uri, drop }) {
  const client = createWSClient({ url: uri, WebSocket, retryDelayMs: () => 10 })
  const trpc = createTRPCClient({ links: [wsLink({ client })] })
  const seen = [await trpc.double.query(21)]
  // The library connects and subscribes again by itself.
  await new Promise((resolve, reject) => {
    const subscription = trpc.count.subscribe(undefined, {
      onData(value) {
        seen.push(value)
        if (seen.length === 3) void drop()
        if (seen.length < 5) return
        subscription.unsubscribe()
        resolve()
      },
      onError: reject,
    })
  })
  seen.push(await trpc.double.query(4))
  await client.close()
  return seen
}

export const expected = [42, 0, 1, 0, 1, 8]
