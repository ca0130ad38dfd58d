import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, useLastMessage, useMessages, useStatus } from '../src/index.ts'
import Component from './component.svelte'

test('a server renders a closed client and opens nothing', async () => {
  const server = await Server.start()
  const setup = (): (() => string) => {
    const connection = useConnection(server.url)
    const status = useStatus(connection)
    const last = useLastMessage(connection)
    useMessages(connection, () => undefined)
    return () => `${status.current.readyState} ${String(last.current)}`
  }
  const { body } = render(Component, { props: { setup } })
  expect(body).toContain('<p>3 undefined</p>')
  await new Promise((resolve) => setTimeout(resolve))
  expect(server.paths).toEqual([])
})
