import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { CONTINUATION, PING, TEXT, closeFrame, frame } from './support/frames.ts'
import { serveFrames, serveRaw, type RawPeer } from './support/raw-server.ts'
import { connect, pair, type Recorder } from './support/recorder.ts'

// What nobody catches ends the process, and fails the run of these tests.

afterEach(() => void vi.restoreAllMocks())

async function errorOf(recorder: Recorder) {
  expect(await recorder.first('close')).toMatchObject({ code: 1006, willReconnect: false })
  expect(recorder.types).toEqual(['open', 'error', 'close'])
  return recorder.first('error')
}

describe('an exception while a frame is taken in ends the connection with its cause', () => {
  it('if a text is longer than a string can be', async () => {
    const { recorder, peer } = await pair(serveRaw(), { maxPayload: 0, reconnect: true })
    const tooLong = Object.assign(new Error('too long'), { code: 'ERR_STRING_TOO_LONG' })
    vi.spyOn(Buffer.prototype, 'toString').mockImplementationOnce(() => {
      throw tooLong
    })
    peer.socket.write(frame(TEXT, 'as if it had ', TEXT))
    peer.socket.write(frame(CONTINUATION, '512 MiB'))
    expect(await errorOf(recorder)).toMatchObject({ code: 'ERR_MESSAGE_TOO_BIG', cause: tooLong })
    await peer.closed
  })

  it('if a length is more than a buffer can have, though there is no limit', async () => {
    const endless = Buffer.of(0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0)
    const { recorder } = await pair(serveFrames(endless), { maxPayload: 0 })
    expect((await errorOf(recorder)).code).toBe('ERR_MESSAGE_TOO_BIG')
  })

  it.each([
    ['pong', frame(PING, 'x'.repeat(100))],
    ['close', closeFrame(3000, 'x'.repeat(100))],
  ] as const)('if ws cannot write the %s that answers it', async (method, bytes) => {
    const broken = new TypeError('bufferUtil.mask is not a function')
    vi.spyOn(WebSocket.prototype, method).mockImplementationOnce(() => {
      throw broken
    })
    const { recorder } = await pair(serveFrames(bytes))
    expect(await errorOf(recorder)).toMatchObject({ code: 'ERR_PROTOCOL', cause: broken })
  })
})

it('pings whose pongs nobody reads end the connection once there are 65,536, with a cause', async () => {
  const pings = Buffer.concat(Array.from({ length: 140_000 }, () => frame(PING, 'x'.repeat(125))))
  const server = await serveRaw((peer) => peer.accept('', pings).socket.pause())
  const recorder = connect(server.url)
  expect(await errorOf(recorder)).toMatchObject({
    code: 'ERR_CONNECTION_LOST',
    cause: { code: 'ENOBUFS', message: expect.stringContaining('65536 pongs') as string },
  })
})

it.each([
  [100_000, /^open$/],
  [270_000, /^error$/],
])('an answer with %i bytes of headers is its %s', async (size, expected) => {
  const { url } = await serveRaw((peer) => peer.accept(`X-Large: ${'x'.repeat(size)}\r\n`))
  const recorder = connect(url)
  await recorder.until(() => recorder.types.length > 0)
  expect(recorder.types[0]).toMatch(expected)
  if (recorder.types[0] === 'open') return
  const cause = { code: 'HPE_HEADER_OVERFLOW' }
  expect(await recorder.first('error')).toMatchObject({ code: 'ERR_CONNECT_FAILED', cause })
})

it('a line of an answer that ends with LF alone is ERR_CONNECT_FAILED with its cause', async () => {
  const { url } = await serveRaw(({ socket }) => socket.write('HTTP/1.1 101 Yes\n\n'))
  const recorder = connect(url)
  const cause = { code: 'HPE_CR_EXPECTED' }
  expect(await recorder.first('error')).toMatchObject({ code: 'ERR_CONNECT_FAILED', cause })
})

it('what comes behind a close frame is ignored', async () => {
  const behind = Buffer.concat([closeFrame(4000, 'bye'), frame(TEXT, 'late'), frame(3)])
  const { recorder } = await pair(serveFrames(frame(TEXT, 'in time'), behind))
  expect(await recorder.first('close')).toMatchObject({ code: 4000, wasClean: true })
  expect(recorder.types).toEqual(['open', 'message', 'close'])
})

it('the stub of ws for browsers is a failed attempt that names it', async () => {
  vi.resetModules()
  vi.doMock('ws', () => ({ WebSocket: undefined }))
  const { WebSockets } = await import('../src/index.ts')
  vi.doUnmock('ws')
  const client = new WebSockets()
  client.connect('ws://127.0.0.1:1/')
  await expect(client.opened).rejects.toMatchObject({
    code: 'ERR_CONNECT_FAILED',
    cause: { message: expect.stringContaining('stub for browsers') as string },
  })
})

describe('bytes at random', () => {
  const ROUNDS = 200

  const end = async (recorder: Recorder): Promise<void> => {
    const { client } = recorder
    await recorder.first('close')
    expect(client.readyState).toBe(3)
  }

  /** One byte of each of some places is another. */
  function broken(bytes: Buffer): Buffer {
    const [count = 0, ...places] = randomBytes(7)
    for (const place of places.slice(0, (count % 6) + 1)) {
      bytes[(place * 7) % bytes.length] = randomBytes(1)[0] as number
    }
    return bytes
  }

  it.each<[string, (peer: RawPeer) => unknown]>([
    ['for an answer', ({ socket }) => socket.end(randomBytes(200))],
    [
      'in an answer',
      ({ socket }) => {
        const head =
          'HTTP/1.1 401 No\r\nContent-Length: 3\r\nSet-Cookie: a=b\r\n\r\nwhyHTTP/1.1 101 Yes'
        socket.end(broken(Buffer.from(head)))
      },
    ],
    ['for frames', (peer) => peer.accept('', randomBytes(200)).socket.end()],
    [
      'in frames',
      (peer) => {
        const frames = [frame(TEXT, 'łódź'), frame(PING, 'x'.repeat(60)), closeFrame(1000, 'bye')]
        peer.accept('', broken(Buffer.concat(frames))).socket.end()
      },
    ],
    [
      'in frames that are compressed',
      (peer) => {
        const extension = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
        const bytes = frame(TEXT, randomBytes(60), 0x80 + 0x40 + TEXT)
        peer.accept(extension, bytes, broken(frame(TEXT, 'x'))).socket.end()
      },
    ],
  ])('%s end the attempt, and nothing else', async (_, answer) => {
    const { url } = await serveRaw(answer)
    const recorders = Array.from({ length: ROUNDS }, () => connect(url, { compression: true }))
    await Promise.all(recorders.map(end))
  })
})
