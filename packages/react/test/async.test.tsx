// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { onTestFinished, test, vi } from 'vitest'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { streams } from '../../bindings/test/streams.ts'
import { useFeed } from './feed.ts'
import { mount, shows, silence, type Mounted } from './mount.tsx'

test('a client streams into TanStack Query, and ends with its last observer', async () => {
  // The query's own updates come outside of act().
  silence()
  const client = new QueryClient()
  onTestFinished(() => client.clear())
  const Feed = (): ReactNode => useFeed().data?.join('')
  let mounted!: Mounted
  await streams(
    async () => {
      const feed = <Feed />
      mounted = await mount(<QueryClientProvider client={client}>{feed}</QueryClientProvider>)
      return () => mounted.unmount()
    },
    (text) => shows(mounted.element, text),
  )
})

test('use waits for a client that is connected outside of what suspends', async () => {
  const server = await Server.start()
  redirect(server.url)
  const { Opened, ws } = await import('./opened.tsx')
  const { element } = await mount(<Suspense fallback="connecting">{<Opened />}</Suspense>)
  await shows(element, 'open')
  await server.counts(1)
  ws.disconnect()
  await server.counts(1, 0)
  vi.restoreAllMocks()
})
