import { describe, expect, it } from 'vitest'
import { closeFrame, frame, PING, PONG, TEXT } from './support/frames.ts'
import { serverIdentity } from './support/identity.ts'
import { freePort, serveRaw } from './support/raw-server.ts'
import { settled, start, startOpen } from './support/seam.ts'
import { serve, versions } from './support/ws-server.ts'
import { Agent } from 'node:https'

describe('a transport', () => {
  it('calls onOpen, then messages, then onClose, all after it was returned', async () => {
    const server = await serveRaw((peer) => {
      peer.accept('', Buffer.concat([frame(TEXT, 'a'), frame(TEXT, 'b'), closeFrame(4000, 'bye')]))
    })
    const { seam } = await startOpen(server.url)
    const { socket } = await server.nextPeer()
    socket.end()
    await seam.until(() => seam.calls.includes('close'))
    expect(seam.calls).toEqual(['open', 'message', 'message', 'close'])
    expect(seam.close).toEqual({ code: 4000, reason: 'bye', wasClean: true })
    expect(seam.cause).toBeUndefined()
    expect(seam.early).toBe(0)
  })

  it('gives binary as an ArrayBuffer, of the message’s size alone', async () => {
    const server = await serve()
    const { seam } = await startOpen(server.url)
    const { socket } = await server.nextPeer()
    for (const size of [0, 1, 1000, 100_000]) socket.send(new Uint8Array(size).fill(7))
    await seam.until(() => seam.messages.length === 4)
    for (const data of seam.messages) expect(data).toBeInstanceOf(ArrayBuffer)
    expect(seam.messages.map((data) => (data as ArrayBuffer).byteLength)).toEqual([
      0, 1, 1000, 100_000,
    ])
  })

  it('tells of pings and pongs as signs of life', async () => {
    const server = await serveRaw((peer) =>
      peer.accept('', Buffer.concat([frame(PING), frame(PONG)])),
    )
    const { seam } = await startOpen(server.url)
    await seam.until(() => seam.calls.length === 3)
    expect(seam.calls).toEqual(['open', 'pong', 'pong'])
  })

  it('sends a ping', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    transport.ping?.()
    await seam.until(() => seam.calls.includes('pong'))
    expect((await server.nextPeer()).log).toEqual(['ping'])
  })

  it('stops reading while it is paused, and loses nothing', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    const { socket } = await server.nextPeer()
    transport.pause?.()
    for (let i = 0; i < 1000; i++) socket.send(`message ${i}`)
    await settled()
    const early = seam.messages.length
    expect(early).toBeLessThan(1000)
    await settled()
    expect(seam.messages).toHaveLength(early)
    transport.resume?.()
    await seam.until(() => seam.messages.length === 1000)
    expect(seam.messages).toEqual(Array.from({ length: 1000 }, (_, i) => `message ${i}`))
  })

  it('takes nothing before it is open, and nothing once its close is under way', async () => {
    const server = await serve()
    const { seam, transport } = start(server.url)
    expect(transport.send('early')).toBe(false)
    await seam.until(() => seam.open !== undefined)
    expect(transport.send('in time')).toBe(true)
    transport.close(1000, '')
    expect(transport.send('late')).toBe(false)
    expect(transport.send(new Blob(['late']))).toBe(false)
    await seam.until(() => seam.calls.includes('close'))
    expect(transport.send('too late')).toBe(false)
    expect((await server.nextPeer()).log).toEqual(['in time', 'close 1000'])
    expect(transport.bufferedAmount).toBe(0)
  })

  it('is open within onOpen', async () => {
    const server = await serve()
    const { seam, transport } = start(server.url)
    const taken: boolean[] = []
    seam.onCall = (call) => {
      if (call === 'open') taken.push(transport.send('at once'))
    }
    await seam.until(() => seam.messages.length === 1)
    expect(taken).toEqual([true])
    expect(seam.messages).toEqual(['at once'])
  })

  it('takes pause, resume, ping and close at any time', async () => {
    const server = await serve()
    const { seam, transport } = start(server.url)
    const useAll = (): void => {
      transport.pause?.()
      transport.resume?.()
      transport.ping?.()
    }
    useAll()
    await seam.until(() => seam.open !== undefined)
    useAll()
    transport.close(1000, '')
    useAll()
    transport.close(1000, '')
    await seam.until(() => seam.calls.includes('close'))
    useAll()
    transport.close(1000, '')
    transport.drop()
    useAll()
    await settled()
    expect(seam.calls.filter((call) => call === 'close')).toEqual(['close'])
  })
})

describe('onClose comes exactly once and last', () => {
  it('where nobody listens', async () => {
    const { seam } = start(`ws://127.0.0.1:${await freePort()}/`)
    await seam.until(() => seam.calls.includes('close'))
    await settled()
    expect(seam.calls).toEqual(['close'])
    expect(seam.cause?.code).toBe('ERR_CONNECTION_REFUSED')
    expect(seam.early).toBe(0)
  })

  it('where the handshake is rejected', async () => {
    const server = await serveRaw(({ socket }) => socket.end('HTTP/1.1 401 No\r\n\r\nbody'))
    const { seam } = start(server.url)
    await seam.until(() => seam.calls.includes('close'))
    await (
      await server.nextPeer()
    ).closed
    await settled()
    expect(seam.calls).toEqual(['close'])
  })

  it('where the TLS version is not the one asked for, though core does not drop it', async () => {
    const identity = await serverIdentity()
    const server = await serve({ tls: { ...identity, ...versions('TLSv1.2', 'TLSv1.3') } })
    const agent = new Agent({ maxVersion: 'TLSv1.2' })
    const { seam } = start(server.url, { options: { ca: identity.cert, agent, tls: 'TLSv1.3' } })
    await seam.until(() => seam.calls.includes('close'))
    await settled()
    expect(seam.cause?.code).toBe('ERR_TLS_FAILED')
    expect(seam.calls).toEqual(['close'])
  })

  it('where a bad frame has good ones behind it', async () => {
    const bytes = Buffer.concat([
      frame(TEXT, 'good'),
      frame(3, 'bad'),
      frame(TEXT, 'late'),
      closeFrame(1000),
    ])
    const server = await serveRaw((peer) => peer.accept('', bytes))
    const { seam } = await startOpen(server.url)
    await seam.until(() => seam.calls.includes('close'))
    const { socket } = await server.nextPeer()
    socket.end()
    await settled()
    expect(seam.calls).toEqual(['open', 'message', 'close'])
    expect(seam.cause?.code).toBe('ERR_PROTOCOL')
  })

  it('where both sides close at once', async () => {
    const server = await serve()
    const { seam, transport } = await startOpen(server.url)
    const { socket } = await server.nextPeer()
    socket.close(4001, 'server')
    transport.close(4002, 'client')
    await seam.until(() => seam.calls.includes('close'))
    await settled()
    expect(seam.calls).toEqual(['open', 'close'])
    expect(seam.close).toMatchObject({ wasClean: true })
  })
})
