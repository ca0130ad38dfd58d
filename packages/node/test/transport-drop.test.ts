import { describe, expect, it } from 'vitest'
import type { Transport } from '@wsevent/core'
import { closeFrame, frame, TEXT } from './support/frames.ts'
import { freePort, serveRaw } from './support/raw-server.ts'
import { settled, start, startOpen, type Seam } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

/** Drops, and looks that nothing is called from then on. */
async function expectSilence(seam: Seam, transport: Transport): Promise<void> {
  const before = [...seam.calls]
  const { drains } = seam
  transport.drop()
  await settled()
  transport.drop()
  await settled()
  expect(seam.calls).toEqual(before)
  expect(seam.drains).toBe(drains)
}

describe('a transport that is dropped calls nobody any more', () => {
  it('at once', async () => {
    const server = await serve()
    const { seam, transport } = start(server.url)
    await expectSilence(seam, transport)
    expect(seam.calls).toEqual([])
  })

  it('where nobody listens', async () => {
    const { seam, transport } = start(`ws://127.0.0.1:${await freePort()}/`)
    await expectSilence(seam, transport)
  })

  it('while a name is looked up', async () => {
    const { seam, transport } = start('ws://wsevent-test.invalid/')
    await expectSilence(seam, transport)
  })

  it('during the handshake, and TCP ends', async () => {
    const server = await serveRaw()
    const { seam, transport } = start(server.url)
    const peer = await server.nextPeer()
    await expectSilence(seam, transport)
    await peer.closed
  })

  it('when the answer to the handshake is on its way', async () => {
    const server = await serveRaw()
    const { seam, transport } = start(server.url)
    const peer = await server.nextPeer()
    peer.accept('', frame(TEXT, 'late'))
    await expectSilence(seam, transport)
    await peer.closed
  })

  it('while the body of a rejected handshake is to come, and TCP ends', async () => {
    const server = await serveRaw(({ socket }) => {
      socket.write('HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nthe beginning')
    })
    const { seam, transport } = start(server.url)
    const peer = await server.nextPeer()
    await settled()
    await expectSilence(seam, transport)
    await peer.closed
    expect(seam.calls).toEqual([])
  })

  it('while it is open, and TCP ends', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    peer.socket.send('late')
    await expectSilence(seam, transport)
    expect(await peer.closed).toBe(1006)
  })

  it('while it is paused', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    transport.pause?.()
    for (let i = 0; i < 100; i++) peer.socket.send('x'.repeat(10_000))
    await settled()
    await expectSilence(seam, transport)
    await peer.closed
  })

  it('within onOpen', async () => {
    const server = await serveRaw((peer) => peer.accept('', frame(TEXT, 'late')))
    const { seam, transport } = start(server.url)
    seam.onCall = () => transport.drop()
    const peer = await server.nextPeer()
    await peer.closed
    await settled()
    expect(seam.calls).toEqual(['open'])
  })

  it('within onMessage, though more came in the same piece', async () => {
    const bytes = Buffer.concat([frame(TEXT, 'a'), frame(TEXT, 'b'), closeFrame(1000)])
    const server = await serveRaw((peer) => peer.accept('', bytes))
    const { seam, transport } = start(server.url)
    seam.onCall = (call) => {
      if (call === 'message') transport.drop()
    }
    await (
      await server.nextPeer()
    ).closed
    await settled()
    expect(seam.calls).toEqual(['open', 'message'])
  })

  it('while the closing handshake is under way, and TCP ends', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const { seam, transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    transport.close(1000, '')
    await peer.received(1)
    await expectSilence(seam, transport)
    await peer.closed
  })

  it('after its close', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    transport.close(1000, '')
    await seam.until(() => seam.calls.includes('close'))
    await expectSilence(seam, transport)
  })

  it('while a Blob is read', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    transport.send(new Blob(['x'.repeat(100_000)]))
    transport.send('behind it')
    await expectSilence(seam, transport)
  })
})

it('what was sent in the tick of a drop is written before TCP ends', async () => {
  const server = await serve({ isEcho: false })
  const { transport } = await startOpen(server.url)
  const peer = await server.nextPeer()
  transport.send('last words')
  transport.drop()
  await peer.closed
  expect(peer.log).toEqual(['last words', 'close 1006'])
})

it('a send after a drop is not taken', async () => {
  const server = await serve()
  const { transport } = await startOpen(server.url)
  transport.drop()
  expect(transport.send('late')).toBe(false)
})
