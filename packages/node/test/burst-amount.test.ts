import { describe, expect, it } from 'vitest'
import { serveRaw, type RawPeer } from './support/raw-server.ts'
import { opened, type Recorder } from './support/recorder.ts'
import { settled, startOpen, steady } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

/** A connection to a server that has stopped reading. */
async function stalled(
  options = {},
): Promise<{ readonly recorder: Recorder; readonly peer: RawPeer }> {
  const server = await serveRaw((peer) => {
    peer.accept()
    peer.socket.pause()
  })
  const recorder = await opened(server.url, options)
  return { recorder, peer: await server.nextPeer() }
}

describe('bufferedAmount', () => {
  it.each([
    ['text', 'hello', 5],
    ['text in UTF-8', 'żółw🐢', 11],
    ['a lone surrogate', '\uD800', 3],
    ['a view', new Uint16Array(100), 200],
    ['an ArrayBuffer', new ArrayBuffer(70_000), 70_000],
    ['nothing', '', 0],
  ])('counts the payload of %s, without frames', async (_, data, size) => {
    const server = await serve()
    const { client } = await opened(server.url)
    expect(client.bufferedAmount).toBe(0)
    client.send(data)
    client.send(data)
    expect(client.bufferedAmount).toBe(2 * size)
  })

  it('returns to 0 when all has left', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    const sizes = [0, 1, 125, 126, 600, 65_535, 65_536, 300_000]
    for (const size of sizes) recorder.client.send('x'.repeat(size))
    expect(recorder.client.bufferedAmount).toBe(sizes.reduce((sum, size) => sum + size))
    await recorder.received(sizes.length)
    expect(recorder.client.bufferedAmount).toBe(0)
  })

  it('counts a Blob and what waits behind it, and returns to 0', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    recorder.client.send(new Blob(['x'.repeat(100)]))
    recorder.client.send('y'.repeat(50))
    expect(recorder.client.bufferedAmount).toBe(150)
    await recorder.received(2)
    expect(recorder.client.bufferedAmount).toBe(0)
  })

  it('stays while the server does not read, and falls when it does', async () => {
    const { recorder, peer } = await stalled()
    const { client } = recorder
    const size = 100_000
    for (let i = 0; i < 300; i++) client.send(new Uint8Array(size))
    const held = await steady(() => client.bufferedAmount)
    expect(held).toBeGreaterThan(size * 100)
    expect(held).toBeLessThanOrEqual(size * 300)
    peer.socket.resume()
    await peer.received(300)
    await settled()
    expect(client.bufferedAmount).toBe(0)
  })

  it('holds for messages that are alone in their ticks', async () => {
    const { recorder, peer } = await stalled()
    const { client } = recorder
    const size = 100_000
    for (let i = 0; i < 300; i++) {
      client.send(new Uint8Array(size))
      await settled(1)
    }
    const held = await steady(() => client.bufferedAmount)
    expect(held).toBeGreaterThan(size * 100)
    expect(held % size).toBe(0)
    peer.socket.resume()
    await peer.received(300)
    await settled()
    expect(client.bufferedAmount).toBe(0)
    for (let i = 0; i < 50; i++) {
      client.send('alone')
      await settled(1)
    }
    await peer.received(350)
    expect(client.bufferedAmount).toBe(0)
  })

  it('is told by onDrain whenever it falls', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    transport.send('a')
    await seam.until(() => seam.drains > 0)
    expect(transport.bufferedAmount).toBe(0)
    transport.send(new Blob(['b']))
    await seam.until(() => seam.drains > 1)
    expect(transport.bufferedAmount).toBe(0)
  })

  it.each([
    ['of one tick', 0],
    ['of a tick each', 1],
  ])('stays as it was when the connection dies, for messages %s', async (_, turns) => {
    const server = await serveRaw((peer) => {
      peer.accept()
      peer.socket.pause()
    })
    const { seam, transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    for (let i = 0; i < 300; i++) {
      transport.send(new Uint8Array(100_000))
      await settled(turns)
    }
    const before = await steady(() => transport.bufferedAmount)
    expect(before).toBeGreaterThan(1_000_000)
    peer.socket.resetAndDestroy()
    await seam.until(() => seam.calls.includes('close'))
    await settled()
    expect(transport.bufferedAmount).toBe(before)
  })
})

describe('with a queue', () => {
  it('what was handed over and did not leave is unconfirmed, what was not is unsent, in order', async () => {
    const { recorder, peer } = await stalled({ queue: { maxBytes: 100_000_000 } })
    const { client } = recorder
    const messages = Array.from({ length: 400 }, (_, i) => `${i}:`.padEnd(50_000, 'x'))
    for (const message of messages) client.send(message)
    await steady(() => client.bufferedAmount)
    peer.socket.resetAndDestroy()
    const close = await recorder.first('close')
    const told = [...close.unconfirmed, ...close.unsent] as string[]
    expect(close.unconfirmed.length).toBeGreaterThan(0)
    expect(close.unconfirmed.length).toBeLessThanOrEqual(2)
    expect(told).toEqual(messages.slice(messages.length - told.length))
    expect(client.bufferedAmount).toBe(0)
  })

  it('nothing is unconfirmed where all has left', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { queue: true })
    recorder.client.send('hello')
    await recorder.received(1)
    const { socket } = await server.nextPeer()
    socket.terminate()
    expect(await recorder.first('close')).toMatchObject({ unsent: [], unconfirmed: [] })
  })

  it('disconnect sends all that was accepted first', async () => {
    const server = await serve({ isEcho: false })
    const recorder = await opened(server.url, { queue: { maxBytes: 100_000_000 } })
    const peer = await server.nextPeer()
    for (let i = 0; i < 3000; i++) recorder.client.send(`${i}`.padEnd(1000))
    recorder.client.disconnect()
    const close = await recorder.first('close')
    expect(close).toMatchObject({ code: 1000, wasClean: true, unsent: [], unconfirmed: [] })
    expect(peer.log.slice(0, 3000).map(Number)).toEqual(Array.from({ length: 3000 }, (_, i) => i))
  })
})
