// @vitest-environment happy-dom
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { act, type ReactNode } from 'react'
import { expect, test } from 'vitest'
import type { WebSockets } from 'wsevent'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, useLastMessage, useMessages, useStatus } from '../src/index.ts'
import { mount } from './mount.tsx'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('after 1,000 mounts nothing is open, and no client is held', async () => {
  const server = await Server.start()
  const clients = new Map<number, WeakRef<WebSockets>>()
  const Live = ({ at }: { readonly at: number }): ReactNode => {
    const ws = useConnection(server.url, { key: `room ${at}` })
    useStatus(ws)
    useLastMessage(ws)
    useMessages(ws, () => undefined)
    clients.set(at, new WeakRef(ws))
    return null
  }
  const mounted = await mount(null)
  for (let round = 0; round < 100; round += 1) {
    const rooms = Array.from({ length: 10 }, (_, at) => round * 10 + at)
    await mounted.render(rooms.map((at) => <Live key={at} at={at} />))
    await act(() => server.counts((round + 1) * 10, 10))
  }
  await mounted.unmount()
  await server.counts(1000, 0)
  // What a promise still holds is let go in a later task.
  await new Promise((resolve) => setTimeout(resolve))
  collect()
  expect(clients.size).toBe(1000)
  expect([...clients.values()].filter((client) => client.deref()).length).toBeLessThan(30)
})
