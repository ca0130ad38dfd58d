// @vitest-environment happy-dom
import { QueryClient, QueryClientContext } from '@tanstack/solid-query'
import { createComponent, createEffect, createRoot } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { streams } from '../../bindings/test/streams.ts'
import { useFeed } from './feed.ts'
import { createOpened } from './opened.ts'

test('a client streams into TanStack Query, and ends with its last observer', async () => {
  let shown: string | undefined
  const Feed = (): undefined => {
    const feed = useFeed()
    createEffect(() => {
      shown = feed.data?.join('')
    })
    return undefined
  }
  await streams(
    async () =>
      createRoot((dispose) => {
        const client = new QueryClient()
        createComponent(QueryClientContext.Provider, {
          value: () => client,
          get children() {
            return createComponent(Feed, {})
          },
        })
        return dispose
      }),
    (text) => vi.waitFor(() => expect(shown).toBe(text)),
  )
})

test('createResource waits for a client that the component connects', async () => {
  const server = await Server.start()
  redirect(server.url)
  const states: string[] = []
  const end = createRoot((dispose) => {
    const opened = createOpened()
    createEffect(() => states.push(opened.loading ? 'connecting' : (opened()?.type ?? '')))
    return dispose
  })
  await vi.waitFor(() => expect(states).toEqual(['connecting', 'open']))
  end()
  await server.counts(1, 0)
  vi.restoreAllMocks()
})
