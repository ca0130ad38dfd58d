// @vitest-environment happy-dom
import { VueQueryPlugin } from '@tanstack/vue-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createApp, h, Suspense, type Component } from 'vue'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { streams } from '../../bindings/test/streams.ts'
import { useFeed } from './feed.ts'
import { load } from './load.ts'

test('a client streams into TanStack Query, and ends with its last observer', async () => {
  const element = document.createElement('div')
  await streams(
    async () => {
      const app = createApp({
        setup() {
          const { data } = useFeed()
          return () => data.value?.join('')
        },
      })
      app.use(VueQueryPlugin)
      app.mount(element)
      return () => app.unmount()
    },
    (text) => vi.waitFor(() => expect(element.textContent).toBe(text)),
  )
})

test('an async setup waits for a client of its own, under Suspense', async () => {
  const server = await Server.start()
  redirect(server.url)
  const Opened = await load('packages/vue/test/opened.vue')
  const element = document.createElement('div')
  const slots = { default: () => h(Opened), fallback: () => 'connecting' }
  const app = createApp({ render: () => h(Suspense as unknown as Component, null, slots) })
  app.mount(element)
  onTestFinished(() => app.unmount())
  expect(element.textContent).toBe('connecting')
  await vi.waitFor(() => expect(element.textContent).toBe('open'))
  app.unmount()
  await server.counts(1, 0)
  vi.restoreAllMocks()
})
