// @vitest-environment happy-dom
import { mount, tick, unmount, type Component } from 'svelte'
import { expect, test, vi } from 'vitest'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { streams } from '../../bindings/test/streams.ts'
import Feed from './feed.svelte'
import Opened from './opened.svelte'

function show(component: Component): [target: HTMLElement, end: () => void] {
  const target = document.createElement('div')
  const mounted = mount(component, { target })
  return [target, () => void unmount(mounted)]
}

test('a client streams into TanStack Query, and ends with its last observer', async () => {
  let element!: HTMLElement
  await streams(
    async () => {
      const [target, end] = show(Feed as Component)
      element = target
      return end
    },
    (text) => vi.waitFor(() => expect(element.textContent?.trim()).toBe(text)),
  )
})

test('{#await} waits for a client that the component connects', async () => {
  const server = await Server.start()
  redirect(server.url)
  const [element, end] = show(Opened as Component)
  await tick()
  expect(element.textContent?.trim()).toBe('connecting')
  await vi.waitFor(() => expect(element.textContent?.trim()).toBe('open'))
  end()
  await server.counts(1, 0)
  vi.restoreAllMocks()
})
