import getPort from 'get-port'
import { expect, it } from 'vitest'
import { WebSockets } from '../src/index.ts'
import { bundle, run } from './support/child.ts'
import { serverIdentity } from './support/identity.ts'
import { serveStubbornProxy } from './support/proxies.ts'
import { serveRaw } from './support/raw-server.ts'
import { serve } from './support/ws-server.ts'

const program = await bundle('unrefed')
const tls = await serverIdentity()
const trust = { ca: tls.cert }

const serving = async () => (await serve()).url
const hanging = async () => (await serveRaw(() => undefined)).url
const missing = async () => `ws://localhost:${await getPort()}/`
const closing = async () => {
  const { url } = await serveRaw((peer) => peer.accept('', Buffer.of(0x88, 2, 3, 0xf3)))
  return url
}

it.each<[string, () => Promise<string>, object?]>([
  ['before connect', serving],
  ['before connect', hanging],
  ['before connect', missing],
  ['at once', serving],
  ['at once', async () => (await serve({ tls })).url, trust],
  ['at once', missing],
  ['connecting', hanging],
  ['open', serving],
  ['open', async () => (await serve({ tls })).url, trust],
  ['waiting', missing],
  ['waiting', closing],
  ['reopened', closing],
])('a client that is let go of %s does not keep the process alive', async (...row) => {
  const [moment, urlOf, options = {}] = row
  const child = run(program, await urlOf(), moment, JSON.stringify(options))
  const { status, stdout, stderr } = await child.ended
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  // At once, its socket has not come yet; before, there is nothing.
  if (!/^(connecting|open|waiting)$/.test(moment)) return
  const { after, again } = JSON.parse(stdout) as Record<'after' | 'again', string>
  // The socket before the wait is being closed.
  const held = moment === 'waiting' ? /Timeout/ : /TCP|TLS|Timeout/
  expect(after).not.toMatch(held)
  expect(again).toMatch(held)
})

it.each(['before connect', 'at once', 'connecting'])(
  'a client that is let go of %s keeps it alive no more through a proxy',
  async (moment) => {
    const { url: proxy } = await serveStubbornProxy()
    const child = run(program, 'ws://127.0.0.1:1/', moment, JSON.stringify({ proxy }))
    expect(await child.ended).toMatchObject({ status: 0, stderr: '' })
  },
)

it.runIf('unref' in process)('process.unref takes a client', () => {
  const { unref } = process as unknown as { unref: (client: WebSockets) => void }
  expect(() => unref(new WebSockets())).not.toThrow()
})

it('a client shows neither to those who list its keys', () => {
  expect(Object.getOwnPropertySymbols(new WebSockets())).toEqual([])
})
