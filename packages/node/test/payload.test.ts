import { Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { CONTINUATION, TEXT, frame } from './support/frames.ts'
import { serveRaw } from './support/raw-server.ts'
import { pair } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

const DEFLATING = { perMessageDeflate: { threshold: 0 } }
const bytesOf = (data: unknown): Uint8Array => new Uint8Array(data as ArrayBuffer)

describe('maxPayload', () => {
  it.each([
    [100, 100],
    [0, 2_000_000],
  ])('of %i lets a message of %i bytes in', async (maxPayload, size) => {
    const { recorder, peer } = await pair(serve(), { maxPayload })
    peer.socket.send(new Uint8Array(size))
    expect(bytesOf((await recorder.received(1))[0])).toHaveLength(size)
  })

  const half = 'x'.repeat(51)

  it.each([
    ['one byte more', frame(TEXT, 'x'.repeat(101))],
    ['fragments of as much', Buffer.concat([frame(TEXT, half, TEXT), frame(CONTINUATION, half)])],
    ['a header alone', frame(TEXT, 'x'.repeat(200)).subarray(0, 20)],
    ['a length that no memory holds', Buffer.of(0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0)],
  ])('ends %s with ERR_MESSAGE_TOO_BIG, and the server hears 1009', async (_, bytes) => {
    const { recorder, peer } = await pair(serveRaw(), { maxPayload: 100 })
    peer.socket.write(bytes)
    expect(await recorder.first('close')).toMatchObject({ code: 1006, reason: '', wasClean: false })
    const cause = { code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' }
    const reason = expect.stringContaining('exceeded the limit of 100 bytes.') as string
    expect(await recorder.first('error')).toMatchObject({
      code: 'ERR_MESSAGE_TOO_BIG',
      reason,
      cause,
    })
    expect(recorder.types).toEqual(['open', 'error', 'close'])
    expect((await peer.received(1))[0]?.payload.readUInt16BE()).toBe(1009)
  })
})

describe('compression', () => {
  it.each([
    ['declines', 'in one write', {}, true],
    ['accepts', 'one by one', DEFLATING, false],
  ])('that the server %s lets the sends of a tick leave %s, in order', async (...row) => {
    const [, , settings, isBurst] = row
    const server = await serve(settings)
    const { recorder, client, peer } = await pair(server, { compression: true })
    const texts = Array.from({ length: 100 }, (_, i) => `message ${i}`)
    client.send(new Blob(['first']))
    await recorder.received(1)
    const write = vi.spyOn(Socket.prototype, 'write')
    onTestFinished(() => write.mockRestore())
    for (const text of texts) client.send(text.endsWith('7') ? Buffer.from(text) : text)
    await recorder.received(101)
    const ours = (write.mock.contexts as Socket[]).filter(
      ({ remotePort }) => remotePort === server.port,
    )
    expect(peer.socket.extensions).toBe(isBurst ? '' : 'permessage-deflate')
    expect(ours.length <= 2).toBe(isBurst)
    expect(peer.log.map(String)).toEqual(['first', ...texts])
  })

  it.each([0, 1, 1023, 1024, 100_000])('carries %i characters and bytes', async (size) => {
    const { recorder, client } = await pair(serve(DEFLATING), { compression: true })
    const text = 'ż'.repeat(size)
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7)
    const sent = bytes.slice()
    for (const data of [text, bytes, bytes.buffer]) client.send(data)
    expect(client.bufferedAmount).toBe(4 * size)
    // It is compressed later, with the bytes of the time of the call.
    bytes.fill(9)
    const [first, ...others] = await recorder.received(3)
    expect(first).toBe(text)
    for (const data of others) expect(Buffer.compare(bytesOf(data), sent)).toBe(0)
    expect(client.bufferedAmount).toBe(0)
  })

  it('keeps the order, with a Blob between and the close behind', async () => {
    const { client, peer } = await pair(serve(DEFLATING), { compression: true })
    const texts = ['a'.repeat(5000), 'b'.repeat(5000), 'c']
    for (const text of texts) client.send(text.startsWith('b') ? new Blob([text]) : text)
    client.disconnect()
    await peer.closed
    expect(peer.log.map(String)).toEqual([...texts, 'close 1000'])
  })
})
