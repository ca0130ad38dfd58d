import getPort from 'get-port'
import { describe, expect, it } from 'vitest'
import type { Transport } from '@wsevent/core'
import { settled } from './support/changing.ts'
import { TEXT, closeFrame, frame } from './support/frames.ts'
import { serveFrames, serveRaw } from './support/raw-server.ts'
import { begin, seamPair } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

/** Drops twice, and expects no call from then on; TCP ends, if there is a peer. */
async function expectSilence(
  { seam, transport }: ReturnType<typeof begin>,
  peer?: { readonly closed: Promise<unknown> },
): Promise<void> {
  const before = { calls: [...seam.calls], drains: seam.drains }
  transport.drop()
  await settled()
  transport.drop()
  await peer?.closed
  await settled()
  expect({ calls: seam.calls, drains: seam.drains }).toEqual(before)
}

describe('a transport that is dropped calls nobody any more', () => {
  it.each([
    ['at once', async () => (await serve()).url],
    ['where nobody listens', async () => `ws://127.0.0.1:${await getPort()}/`],
    ['while a name is looked up', () => Promise.resolve('ws://wsevent-test.invalid/')],
  ])('%s', async (_, uriOf) => {
    await expectSilence(begin(await uriOf()))
  })

  it.each([
    ['during the handshake', ''],
    ['while the body of a rejection comes', 'HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nthe'],
  ])('%s', async (_, answer) => {
    const server = await serveRaw(({ socket }) => socket.write(answer))
    const begun = begin(server.url)
    const peer = await server.nextPeer()
    await settled()
    await expectSilence(begun, peer)
    expect(begun.seam.calls).toEqual([])
  })

  it('when the answer to the handshake is on its way', async () => {
    const server = await serveFrames(frame(TEXT, 'late'))
    const begun = begin(server.url)
    await expectSilence(begun, await server.nextPeer())
  })

  it.each<[string, (transport: Transport) => void]>([
    ['while it is open', () => undefined],
    ['while it is paused', (transport) => transport.pause?.()],
    ['while the closing handshake is under way', (transport) => transport.close(1000, '')],
    ['while a Blob is read', (transport) => void transport.send(new Blob(['x'.repeat(100_000)]))],
  ])('%s', async (_, act) => {
    const { peer, ...begun } = await seamPair(serve())
    act(begun.transport)
    for (let i = 0; i < 100; i++) peer.socket.send('x'.repeat(10_000))
    await expectSilence(begun, peer)
  })

  it.each([
    ['onOpen', ['open']],
    ['onMessage', ['open', 'message']],
  ])('within %s, whatever came with it', async (_, expected) => {
    const server = await serveFrames(frame(TEXT, 'a'), frame(TEXT, 'b'), closeFrame(1000))
    const { seam, transport } = begin(server.url)
    seam.onCall = (call) => {
      if (call === expected.at(-1)) transport.drop()
    }
    const peer = await server.nextPeer()
    await peer.closed
    await settled()
    expect(seam.calls).toEqual(expected)
  })

  it('after its close', async () => {
    const { seam, transport } = await seamPair(serve())
    transport.close(1000, '')
    await seam.called('close')
    await expectSilence({ seam, transport })
  })
})

it('what was sent in the tick of a drop is written before TCP ends, and nothing after', async () => {
  const { transport, peer } = await seamPair(serve({ isEcho: false }))
  transport.send('last words')
  transport.drop()
  expect(transport.send('late')).toBe(false)
  await peer.closed
  expect(peer.log).toEqual(['last words', 'close 1006'])
})
