import { expect } from 'vitest'
import type { MessageData, WebSockets } from 'wsevent'
import type { Server } from './server.ts'

/** A component that handles messages, as it is driven from outside. */
interface Handling {
  readonly server: Server
  /** What the handler got. */
  readonly seen: readonly MessageData[]
  client(): WebSockets
  /** Changes its URI. */
  go(uri: string): unknown
}

/** Resolves with the client's next message. */
export async function message(ws: WebSockets): Promise<MessageData> {
  return new Promise((resolve) => {
    ws.addEventListener('message', ({ data }) => resolve(data), { once: true })
  })
}

/** Whatever would be opened or closed a task later has been by then. */
export async function nextTask(): Promise<void> {
  for (let task = 0; task < 2; task += 1) await new Promise((resolve) => setTimeout(resolve))
}

/** Messages before and after a drop, and at another URI: each comes once, in order. */
export async function eachOnce({ server, seen, client, go }: Handling): Promise<void> {
  await server.counts(1)
  let arrived = message(client())
  server.send('1', '2')
  await arrived
  server.sockets[0]?.close(1012)
  await server.counts(2, 1)
  arrived = message(client())
  server.send('3')
  await arrived
  go(`${server.url}/b`)
  await server.counts(3, 1)
  arrived = message(client())
  server.send('4')
  await arrived
  expect(seen).toEqual(['1', '2', '3', '4'])
}
