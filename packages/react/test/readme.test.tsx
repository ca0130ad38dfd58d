// @vitest-environment happy-dom
import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { Chat } from './chat.tsx'
import { mount, shows } from './mount.tsx'

test('the example of README connects, sends, and shows what comes', async () => {
  const server = await Server.start()
  redirect(server.url)
  const { element } = await mount(<Chat room="a" />)
  await server.counts(1)
  expect(server.paths).toEqual(['/a'])
  await shows(element, 'onlineSend')
  const sent = new Promise((resolve) => {
    server.sockets[0]?.once('message', (data) => resolve(String(data)))
  })
  await act(async () => element.querySelector('button')?.click())
  expect(await sent).toBe('hello')
  server.send('one', 'two')
  await shows(element, 'onlineSendonetwo')
  vi.restoreAllMocks()
})
