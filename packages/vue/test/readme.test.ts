// @vitest-environment happy-dom
import { expect, onTestFinished, test, vi } from 'vitest'
import * as vue from 'vue'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { load } from './load.ts'

test('the example of README connects, sends, and shows what comes', async () => {
  const server = await Server.start()
  redirect(server.url)
  const element = document.createElement('div')
  const app = vue.createApp(await load('packages/vue/test/chat.vue'), { room: 'a' })
  app.mount(element)
  onTestFinished(() => app.unmount())
  await vi.waitFor(() => expect(element.textContent).toBe('onlineSend'))
  expect(server.paths).toEqual(['/a'])
  const sent = new Promise((resolve) => {
    server.sockets[0]?.once('message', (data) => resolve(String(data)))
  })
  element.querySelector('button')?.click()
  expect(await sent).toBe('hello')
  server.send('one', 'two')
  await vi.waitFor(() => expect(element.textContent).toBe('onlineSendonetwo'))
  vi.restoreAllMocks()
})
