import { describe, expect, it } from 'vitest'
import { opened } from './support/recorder.ts'
import { frame, TEXT } from './support/frames.ts'
import { serveRaw } from './support/raw-server.ts'
import { serve, type Peer, type WsServer } from './support/ws-server.ts'

const DEFLATING = { ws: { perMessageDeflate: { threshold: 0 } } }

describe('maxPayload', () => {
  it('lets a message of just that size in', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { maxPayload: 100 })
    const { socket } = await server.nextPeer()
    socket.send('x'.repeat(100))
    expect(await recorder.received(1)).toEqual(['x'.repeat(100)])
  })

  it('ends a bigger one with ERR_MESSAGE_TOO_BIG and 1006, and the server hears 1009', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { maxPayload: 100 })
    const peer = await server.nextPeer()
    peer.socket.send('x'.repeat(101))
    expect(await recorder.first('close')).toMatchObject({ code: 1006, reason: '', wasClean: false })
    expect(await recorder.first('error')).toMatchObject({
      code: 'ERR_MESSAGE_TOO_BIG',
      cause: { code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' },
    })
    expect(recorder.types).toEqual(['open', 'error', 'close'])
  })

  it('counts the fragments of a message together', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { maxPayload: 100 })
    const { socket } = await server.nextPeer()
    socket.send('x'.repeat(60), { fin: false })
    socket.send('x'.repeat(60))
    expect((await recorder.first('error')).code).toBe('ERR_MESSAGE_TOO_BIG')
  })

  it('is looked at before the bytes come', async () => {
    const server = await serveRaw((peer) =>
      peer.accept('', frame(TEXT, 'x'.repeat(70_000)).subarray(0, 20)),
    )
    const recorder = await opened(server.url, { maxPayload: 1000 })
    expect((await recorder.first('error')).code).toBe('ERR_MESSAGE_TOO_BIG')
  })

  it('holds for what a compressed message becomes', async () => {
    const server = await serve(DEFLATING)
    const recorder = await opened(server.url, { maxPayload: 10_000, compression: true })
    const { socket } = await server.nextPeer()
    socket.send('x'.repeat(1_000_000))
    expect((await recorder.first('error')).code).toBe('ERR_MESSAGE_TOO_BIG')
    expect(await recorder.first('close')).toMatchObject({ code: 1006 })
  })

  it('of 0 is no limit', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { maxPayload: 0 })
    const { socket } = await server.nextPeer()
    socket.send(new Uint8Array(2_000_000))
    const [data] = await recorder.received(1)
    expect((data as ArrayBuffer).byteLength).toBe(2_000_000)
  })

  it('of a length that no memory holds is ERR_MESSAGE_TOO_BIG', async () => {
    const head = Buffer.of(0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0)
    const server = await serveRaw((peer) => peer.accept('', head))
    const recorder = await opened(server.url)
    expect((await recorder.first('error')).code).toBe('ERR_MESSAGE_TOO_BIG')
  })
})

describe('compression', () => {
  const extensionsOf = ({ socket }: Peer): string => socket.extensions
  const offered = async (server: WsServer, compression?: boolean): Promise<Peer> => {
    await opened(server.url, { compression })
    return server.nextPeer()
  }

  it.each([undefined, false])('%s is not offered', async (compression) => {
    const peer = await offered(await serve(DEFLATING), compression)
    expect(peer.request.headers).not.toHaveProperty('sec-websocket-extensions')
    expect(extensionsOf(peer)).toBe('')
  })

  it('true is offered, and used where the server has it', async () => {
    const peer = await offered(await serve(DEFLATING), true)
    expect(peer.request.headers['sec-websocket-extensions']).toContain('permessage-deflate')
    expect(extensionsOf(peer)).toContain('permessage-deflate')
  })

  it('true works where the server has none', async () => {
    const server = await serve()
    const recorder = await opened(server.url, { compression: true })
    recorder.client.send('plain'.repeat(1000))
    expect(await recorder.received(1)).toEqual(['plain'.repeat(1000)])
    expect(extensionsOf(await server.nextPeer())).toBe('')
  })

  it.each([0, 1, 1023, 1024, 100_000])('carries %i bytes of text and binary', async (size) => {
    const server = await serve(DEFLATING)
    const recorder = await opened(server.url, { compression: true })
    const text = 'ż'.repeat(size)
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7)
    recorder.client.send(text)
    recorder.client.send(bytes)
    const [first, second] = await recorder.received(2)
    expect(first).toBe(text)
    expect(new Uint8Array(second as ArrayBuffer)).toEqual(bytes)
  })

  it('carries the bytes of the time of the call', async () => {
    const server = await serve(DEFLATING)
    const recorder = await opened(server.url, { compression: true })
    const views = [new Uint8Array(5000).fill(1), new Uint8Array(5000).fill(2)] as const
    recorder.client.send(views[0])
    recorder.client.send(views[1].buffer)
    views[0].fill(9)
    views[1].fill(9)
    const echoes = await recorder.received(2)
    expect(new Uint8Array(echoes[0] as ArrayBuffer).every((byte) => byte === 1)).toBe(true)
    expect(new Uint8Array(echoes[1] as ArrayBuffer).every((byte) => byte === 2)).toBe(true)
  })

  it('keeps the order, with a Blob between and the close behind', async () => {
    const server = await serve(DEFLATING)
    const recorder = await opened(server.url, { compression: true })
    const peer = await server.nextPeer()
    const { client } = recorder
    client.send('a'.repeat(5000))
    client.send(new Blob(['b'.repeat(5000)]))
    client.send('c')
    client.disconnect(1000)
    await peer.closed
    const starts = peer.log.map((entry) => entry.toString().slice(0, 5))
    expect(starts).toEqual(['aaaaa', 'bbbbb', 'c', 'close'])
    expect(await recorder.first('close')).toMatchObject({ code: 1000, wasClean: true })
  })

  it('counts payload bytes in bufferedAmount, and returns to 0', async () => {
    const server = await serve(DEFLATING)
    const recorder = await opened(server.url, { compression: true })
    recorder.client.send('ż'.repeat(5000))
    expect(recorder.client.bufferedAmount).toBe(10_000)
    await recorder.received(1)
    expect(recorder.client.bufferedAmount).toBe(0)
  })
})
