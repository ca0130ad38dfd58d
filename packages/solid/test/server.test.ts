import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, useLastMessage, useMessages, useStatus } from '../src/index.ts'

test('on a server the client is closed, and nothing is opened', async () => {
  const server = await Server.start()
  createRoot(() => {
    const ws = useConnection(server.url)
    const status = useStatus(ws)
    const last = useLastMessage(ws)
    useMessages(ws, () => undefined)
    expect([status().readyState, last()]).toEqual([3, undefined])
  })
  await new Promise((resolve) => setTimeout(resolve))
  expect(server.paths).toEqual([])
})
