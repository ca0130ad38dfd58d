import { Agent } from 'node:https'
import getPort from 'get-port'
import { describe, expect, it } from 'vitest'
import type { Values } from '@wsevent/core'
import { TLS_1_2, TLS_1_3 } from '../src/index.ts'
import { settled } from './support/changing.ts'
import { PING, PONG, TEXT, closeFrame, frame } from './support/frames.ts'
import { serverIdentity } from './support/identity.ts'
import { serveFrames, serveRaw } from './support/raw-server.ts'
import { begin, seamPair } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

describe('a transport', () => {
  it('gives binary as an ArrayBuffer, of its own and of the message’s size', async () => {
    const { seam, peer } = await seamPair(serve())
    const messages = [0, 0, 1, 1000, 100_000].map((size) => new Uint8Array(size).fill(7))
    for (const bytes of messages) peer.socket.send(bytes)
    await seam.until(() => seam.messages.length === 5)
    expect(seam.messages).toEqual(messages.map(({ buffer }) => buffer))
    expect(new Set(seam.messages).size).toBe(5)
  })

  it('reports pings and pongs as signs of life', async () => {
    const { seam } = await seamPair(serveFrames(frame(PING), frame(PONG)))
    await seam.until(() => seam.calls.length === 3)
    expect(seam.calls).toEqual(['open', 'pong', 'pong'])
  })

  it('counts the bytes that it received, those of a frame that is not whole yet too', async () => {
    const { transport, peer } = await seamPair(serveRaw())
    const before = transport.bytesRead ?? 0
    peer.socket.write(frame(TEXT, 'x'.repeat(100)).subarray(0, 60))
    while (transport.bytesRead === before) await settled(1)
    expect(transport.bytesRead).toBe(before + 60)
  })

  it('stops reading while it is paused, and loses nothing', async () => {
    const { seam, transport, peer } = await seamPair(serve())
    const texts = Array.from({ length: 1000 }, (_, i) => `message ${i}`)
    transport.pause?.()
    for (const text of texts) peer.socket.send(text)
    await settled()
    const early = seam.messages.length
    expect(early).toBeLessThan(1000)
    await settled()
    expect(seam.messages).toHaveLength(early)
    transport.resume?.()
    await seam.until(() => seam.messages.length === 1000)
    expect(seam.messages).toEqual(texts)
  })

  it('takes messages within onOpen, none before it, and none once its close is under way', async () => {
    const server = await serve()
    const { seam, transport } = begin(server.url)
    const taken = [transport.send('early')]
    seam.onCall = (call) => {
      if (call === 'open') taken.push(transport.send('in time'))
    }
    await seam.called('open')
    transport.close(1000, '')
    taken.push(transport.send('late'), transport.send(new Blob(['late'])))
    await seam.called('close')
    taken.push(transport.send('too late'))
    expect(taken).toEqual([false, true, false, false, false])
    expect((await server.nextPeer()).log).toEqual(['in time', 'close 1000'])
    expect(transport.bufferedAmount).toBe(0)
  })

  it('may be told to pause, resume, ping and close at any time', async () => {
    const { seam, transport } = begin((await serve()).url)
    const close = (): void => transport.close(1000, '')
    const steps = [() => seam.called('open'), close, close, () => seam.called('close'), close]
    for (const step of [...steps, () => transport.drop(), settled]) {
      for (const name of ['pause', 'resume', 'ping'] as const) transport[name]?.()
      await step()
    }
    expect(seam.calls.filter((call) => call === 'close')).toEqual(['close'])
  })
})

const secure = { tls: await serverIdentity() }

describe('onClose comes exactly once and last', () => {
  const good = frame(TEXT, 'good')
  const agent = new Agent({ minVersion: TLS_1_2, maxVersion: TLS_1_2 })
  const pinned = { agent, tls: TLS_1_3, rejectUnauthorized: false }
  const REFUSED = { code: 'ERR_CONNECTION_REFUSED', cause: { code: 'ECONNREFUSED' } }
  const REJECTED = { code: 'ERR_HANDSHAKE_REJECTED', status: 429, retryAfter: 7000, detail: 429 }
  const BROKEN = {
    code: 'ERR_CONNECT_FAILED',
    cause: expect.any(Error) as Error,
    detail: 'it answered 101, but did not upgrade',
  }
  const CLOSED = { code: 4000, reason: 'bye', wasClean: true }

  const answering = (head: string) => serveRaw(({ socket }) => socket.end(`HTTP/1.1 ${head}\r\n`))
  const missing = async (host: string) => ({ url: `ws://${host}:${await getPort()}/` })
  const sending = (...frames: Buffer[]) =>
    serveRaw((peer) => peer.accept('', ...frames).socket.end())

  it.each<[string, () => Promise<{ readonly url: string }>, string[], object | string, Values?]>([
    ['nobody listens', () => missing('127.0.0.1'), [], REFUSED],
    ['nobody listens at localhost', () => missing('localhost'), [], REFUSED],
    ['it rejects the handshake', () => answering('429 No\r\nRetry-After: 7\r\n'), [], REJECTED],
    // Its status must not keep it from a retry.
    ['it says 101, and does not upgrade', () => answering('101 Yes\r\n'), [], BROKEN],
    ['TLS has another version', () => serve(secure), [], 'ERR_TLS_FAILED', pinned],
    ['a frame is bad', () => sending(good, frame(3), good), ['open', 'message'], 'ERR_PROTOCOL'],
    ['it closes', () => sending(good, closeFrame(4000, 'bye')), ['open', 'message'], CLOSED],
  ])('if %s', async (_, serving, calls, expected, options) => {
    const { url } = await serving()
    const { seam } = begin(url, options)
    await seam.called('close')
    await settled()
    expect(seam.calls).toEqual([...calls, 'close'])
    expect([seam.close, seam.failure]).toContainEqual(undefined)
    const end = typeof expected === 'string' ? { code: expected } : expected
    expect(seam.close ?? seam.failure).toMatchObject(end)
    if (expected === BROKEN) expect(seam.failure).toEqual(BROKEN)
  })

  it('if both sides close at once', async () => {
    const { seam, transport, peer } = await seamPair(serve())
    peer.socket.close(4001, 'server')
    transport.close(4002, 'client')
    await seam.called('close')
    await settled()
    expect(seam.calls).toEqual(['open', 'close'])
    expect(seam.close).toMatchObject({ wasClean: true })
  })
})
