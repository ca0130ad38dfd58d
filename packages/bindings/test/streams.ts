import { vi } from 'vitest'
import { redirect } from './redirect.ts'
import { Server } from './server.ts'

/**
 * What each framework's query goes through: messages on both sides of a drop, and an end once nobody looks.
 * @param mount - renders the messages one after the other; gives what unmounts that
 * @param shows - resolves once that is what is shown
 */
export async function streams(
  mount: () => Promise<() => unknown>,
  shows: (text: string) => Promise<void>,
): Promise<void> {
  const server = await Server.start()
  redirect(server.url)
  const unmount = await mount()
  await server.counts(1)
  server.send('one', 'two')
  await shows('onetwo')
  server.sockets[0]?.close(1012)
  await server.counts(2, 1)
  server.send('three')
  await shows('onetwothree')
  await unmount()
  await server.counts(2, 0)
  vi.restoreAllMocks()
}
