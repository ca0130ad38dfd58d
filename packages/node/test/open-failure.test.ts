import { describe, expect, it } from 'vitest'
import { CLOSE, CONTINUATION, PING, TEXT, closeFrame, frame } from './support/frames.ts'
import { serveRaw } from './support/raw-server.ts'
import { opened, type Recorder } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

// The server stays silent after what it sent, so only the finding itself can end the connection.
const PATIENT = { closeTimeout: 600_000 }

async function lost(recorder: Recorder, code: string): Promise<void> {
  expect(await recorder.first('close')).toMatchObject({
    code: 1006,
    reason: '',
    wasClean: false,
    willReconnect: false,
  })
  expect(await recorder.first('error')).toMatchObject({ code })
  expect(recorder.types.slice(-2)).toEqual(['error', 'close'])
}

describe('an open connection', () => {
  it('that is reset is ERR_CONNECTION_LOST', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const recorder = await opened(server.url)
    const { socket } = await server.nextPeer()
    socket.resetAndDestroy()
    await lost(recorder, 'ERR_CONNECTION_LOST')
  })

  it('whose TCP ends without a close frame is ERR_CONNECTION_LOST', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const recorder = await opened(server.url)
    const { socket } = await server.nextPeer()
    socket.end()
    await lost(recorder, 'ERR_CONNECTION_LOST')
  })

  it('that ends in the middle of a message is ERR_CONNECTION_LOST, without the message', async () => {
    const server = await serveRaw((peer) => {
      peer.accept('', frame(TEXT, 'a whole message').subarray(0, 6)).socket.end()
    })
    const recorder = await opened(server.url)
    await lost(recorder, 'ERR_CONNECTION_LOST')
    expect(recorder.messages).toEqual([])
  })

  it('that is reset while much is under way is ERR_CONNECTION_LOST', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const recorder = await opened(server.url)
    const peer = await server.nextPeer()
    for (let i = 0; i < 100; i++) recorder.client.send('x'.repeat(100_000))
    peer.socket.resetAndDestroy()
    await lost(recorder, 'ERR_CONNECTION_LOST')
  })
})

const LIES: readonly (readonly [string, Uint8Array])[] = [
  ['invalid UTF-8', frame(TEXT, Buffer.of(0xce, 0xba, 0xff))],
  ['a lone surrogate in UTF-8', frame(TEXT, Buffer.of(0xed, 0xa0, 0x80))],
  ['a masked frame', Buffer.concat([Buffer.of(0x81, 0x81, 1, 2, 3, 4), Buffer.of(0x60)])],
  ['a reserved bit of permessage-deflate', frame(TEXT, 'a', 0x80 + 0x40 + TEXT)],
  ['another reserved bit', frame(TEXT, 'a', 0x80 + 0x20 + TEXT)],
  ['a reserved data opcode', frame(3, 'a')],
  ['a reserved control opcode', frame(11, 'a')],
  ['a ping in fragments', frame(PING, 'a', PING)],
  ['a ping of 126 bytes', frame(PING, 'x'.repeat(126))],
  ['a length of 2^63', Buffer.of(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)],
  ['a length of 2^53', Buffer.of(0x81, 127, 0, 0x20, 0, 0, 0, 0, 0, 0)],
  ['a continuation of nothing', frame(CONTINUATION, 'a')],
  ['a message within another', Buffer.concat([frame(TEXT, 'a', TEXT), frame(TEXT, 'b')])],
  ['a close frame of one byte', frame(CLOSE, Buffer.of(3))],
  ['a close reason of invalid UTF-8', frame(CLOSE, Buffer.of(3, 232, 0xff))],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map(
    (code) => [`the close code ${code}`, closeFrame(code)] as const,
  ),
]

describe('a server that stays silent after', () => {
  it.each(LIES)('%s is ERR_PROTOCOL at once, and TCP ends', async (_, bytes) => {
    const server = await serveRaw((peer) => peer.accept('', bytes))
    const recorder = await opened(server.url, PATIENT)
    await lost(recorder, 'ERR_PROTOCOL')
    expect(recorder.messages).toEqual([])
    const error = await recorder.first('error')
    expect(error.cause).toMatchObject({ code: expect.stringMatching(/^WS_ERR_/) as string })
    await (
      await server.nextPeer()
    ).closed
  })

  it('a good message and a bad frame has the message told first', async () => {
    const bytes = Buffer.concat([frame(TEXT, 'good'), frame(3, 'bad'), frame(TEXT, 'late')])
    const server = await serveRaw((peer) => peer.accept('', bytes))
    const recorder = await opened(server.url, PATIENT)
    await lost(recorder, 'ERR_PROTOCOL')
    expect(recorder.types).toEqual(['open', 'message', 'error', 'close'])
    expect(recorder.messages).toEqual(['good'])
  })

  it('a deflated message that is none is ERR_PROTOCOL', async () => {
    const answer = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
    const bytes = frame(TEXT, Buffer.alloc(10, 0xff), 0x80 + 0x40 + TEXT)
    const server = await serveRaw((peer) => peer.accept(answer, bytes))
    const recorder = await opened(server.url, { ...PATIENT, compression: true })
    await lost(recorder, 'ERR_PROTOCOL')
  })

  it('its close frame, with TCP left open, ends with its code at closeTimeout', async () => {
    const server = await serveRaw((peer) => peer.accept('', closeFrame(4001, 'so long')))
    const recorder = await opened(server.url, { closeTimeout: 50 })
    const close = await recorder.first('close')
    expect(close).toMatchObject({ code: 4001, reason: 'so long' })
    expect(recorder.types).toEqual(['open', 'close'])
    await (
      await server.nextPeer()
    ).closed
  })
})

it('a message of many fragments is one message', async () => {
  const middle = frame(CONTINUATION, 'x', CONTINUATION)
  const bytes = Buffer.concat([
    frame(TEXT, 'x', TEXT),
    ...Array.from({ length: 20_000 }, () => middle),
    frame(CONTINUATION, 'x'),
  ])
  const server = await serveRaw((peer) => peer.accept('', bytes))
  const recorder = await opened(server.url)
  expect(await recorder.received(1)).toEqual(['x'.repeat(20_002)])
})

it('a Blob that cannot be read ends the connection with an ONERROR', async () => {
  const server = await serve()
  const recorder = await opened(server.url)
  const blob = new Blob(['unreadable'])
  blob.arrayBuffer = () => Promise.reject(new Error('the disk is gone'))
  recorder.client.send(blob)
  const error = await recorder.first('error')
  expect(error.cause).toMatchObject({ message: 'the disk is gone' })
  expect(await recorder.first('close')).toMatchObject({ code: 1006 })
})
