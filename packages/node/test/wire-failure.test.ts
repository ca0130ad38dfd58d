import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { settled } from './support/changing.ts'
import { TEXT, closeFrame, frame } from './support/frames.ts'
import { serveFrames, serveRaw, type RawPeer } from './support/raw-server.ts'
import { connect, failed, pair, type FailedEvent, type Recorder } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

type Answer = (peer: RawPeer) => unknown

/** Answers with a status line, headers and a body, and ends TCP. */
function answering(head: string, body = ''): Answer {
  return ({ socket }) => socket.end(`HTTP/1.1 ${head}\r\n${body}`)
}

/** Answers with these bytes in two pieces. */
function splitting(bytes: Buffer, at: number): Answer {
  return async ({ socket }) => {
    socket.write(bytes.subarray(0, at))
    await settled()
    socket.end(bytes.subarray(at))
  }
}

/** The error of an attempt at a server that answers like this; TCP ends, and the URI’s secret stays secret. */
async function failedAt(answer: Answer): Promise<FailedEvent> {
  const server = await serveRaw(answer)
  const error = await failed(`${server.url}?token=secret`)
  const peer = await server.nextPeer()
  await peer.closed
  expect(error.reason).not.toContain('secret')
  return error
}

describe('a rejected handshake', () => {
  const STATUSES = [200, 204, 301, 400, 401, 403, 404, 407, 426, 429, 500, 503]

  it.each(STATUSES)('with the status %i has that status and its body', async (status) => {
    const body = status === 204 ? '' : 'because of that'
    const error = await failedAt(answering(`${status} No\r\nLocation: /x\r\n`, body))
    expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status })
    expect(error.reason).toContain(`HTTP status ${status}`)
    expect(error.cause).toMatchObject({ message: `${status} No`, body })
  })

  const bytes = Buffer.from('HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nłód')

  it.each<[string, Answer]>([
    ['does not end', ({ socket }) => socket.write(bytes)],
    ['is cut short', ({ socket }) => socket.end(bytes)],
    ['comes in the middle of a character', splitting(bytes, -4)],
  ])('is reported even if its body %s', async (_, answer) => {
    expect(await failedAt(answer)).toMatchObject({ status: 401, cause: { body: 'łód' } })
  })

  // 101 follows in the same segment: plain ws does not open either.
  const behind =
    (status: number, body = ''): Answer =>
    (peer) => {
      peer.socket.cork()
      peer.socket.write(`HTTP/1.1 ${status} No\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      peer.accept()
      peer.socket.uncork()
    }

  it.each([200, 302, 401, 404, 503])(
    'with the status %i never opens, though a valid 101 follows',
    async (status) => {
      for (const body of ['', 'why']) {
        const error = await failedAt(behind(status, body))
        expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status, cause: { body } })
      }
    },
  )

  it('stays rejected if its body cannot be read', async () => {
    const head = '401 No\r\nTransfer-Encoding: chunked\r\n'
    const error = await failedAt(answering(head, '3\r\nwhy\r\nno length\r\n'))
    expect(error).toMatchObject({ status: 401, cause: { body: 'why' } })
  })

  it('keeps 1,024 characters of its body, and reads no more', async () => {
    // Only the limit can end this body.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const answer = `HTTP/1.1 503 No\r\n\r\n${'x'.repeat(2000)}`
    const error = await failedAt(({ socket }) => socket.write(answer))
    expect(error).toMatchObject({ status: 503, cause: { body: 'x'.repeat(1024) } })
  })
})

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toUTCString()

it.each([
  ['120', 120_000, 120_000],
  [inAnHour(), 3_500_000, 3_600_000],
  ['9'.repeat(309), 3_600_000, 3_600_000],
  ['soon', 1, 2],
  ['0', 1, 2],
  ['-7', 1, 2],
])('Retry-After: %s delays the next attempt by %i to %i ms', async (header, least, most) => {
  const { url } = await serveRaw(answering(`503 No\r\nRetry-After: ${header}\r\n`))
  const recorder = connect(url, { reconnect: { minDelay: 1, maxDelay: 2 } })
  const { delay, willReconnect } = await recorder.first('close')
  expect(willReconnect).toBe(true)
  expect(delay).toBeGreaterThanOrEqual(least)
  expect(delay).toBeLessThanOrEqual(most)
})

const SWITCH = '101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
const EXTENSION = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
const TWICE = EXTENSION.replace('\r', ', permessage-deflate\r')

describe('a handshake that fails', () => {
  it.each<[string, Answer, string]>([
    [
      'a wrong accept key',
      answering(`${SWITCH}Sec-WebSocket-Accept: d3Jvbmc=\r\n`),
      'Accept header',
    ],
    ['another upgrade', answering(SWITCH.replace('websocket', 'h2c')), 'Upgrade header'],
    ['no upgrade', answering('101 Switching Protocols\r\n'), 'answered 101, but did not'],
    ['an extension that nobody offered', (peer) => peer.accept(EXTENSION), 'no extension was'],
    ['more extensions than were offered', (peer) => peer.accept(TWICE), 'more extensions than'],
    ['WebSocket frames', ({ socket }) => socket.end(frame(TEXT, 'too early')), 'HPE_'],
    ['a reset', ({ socket }) => socket.resetAndDestroy(), 'ECONNRESET'],
  ])('by %s is ERR_CONNECT_FAILED with its cause, and TCP ends', async (_, answer, why) => {
    const error = await failedAt(answer)
    expect(error.code).toBe('ERR_CONNECT_FAILED')
    expect(error.reason).toContain(why)
    expect(error.cause).toBeInstanceOf(Error)
    expect(error).not.toHaveProperty('status')
  })
})

it.each([TWICE, EXTENSION + EXTENSION])(
  'a server that accepts compression twice is ERR_CONNECT_FAILED, though it was offered',
  async (headers) => {
    const { url, nextPeer } = await serveRaw((peer) => peer.accept(headers))
    const error = await failed(url, { compression: true })
    expect(error).toMatchObject({ code: 'ERR_CONNECT_FAILED' })
    expect(error.reason).toContain('more extensions than were offered')
    await (
      await nextPeer()
    ).closed
  },
)

// The server stays silent after what it sent, so only the finding itself can end the connection.
const PATIENT = { closeTimeout: Infinity }

/** The error that an open connection ends with. */
async function errorOf(recorder: Recorder) {
  const close = await recorder.first('close')
  expect(close).toMatchObject({ code: 1006, reason: '', wasClean: false, willReconnect: false })
  expect(recorder.types).toEqual(['open', 'error', 'close'])
  const { cause, ...error } = await recorder.first('error')
  return { ...error, cause: cause as Error }
}

it.each(['end', 'resetAndDestroy'] as const)(
  'a TCP %s under load is ERR_CONNECTION_LOST',
  async (how) => {
    const { recorder, client, peer } = await pair(serveRaw())
    for (let i = 0; i < 100; i++) client.send('x'.repeat(100_000))
    peer.socket[how]()
    expect((await errorOf(recorder)).code).toBe('ERR_CONNECTION_LOST')
  },
)

describe('ERR_PROTOCOL', () => {
  const inflated = frame(TEXT, Buffer.alloc(10, 0xff), 0x80 + 0x40 + TEXT)

  it.each([
    ['invalid UTF-8', frame(TEXT, Buffer.of(0xce, 0xba, 0xff))],
    ['a reserved bit', frame(TEXT, 'a', 0x80 + 0x20 + TEXT)],
    ['compression that was not negotiated', inflated],
    ['a reserved opcode', frame(3, 'a')],
    ['a length of 2^53', Buffer.of(0x81, 127, 0, 0x20, 0, 0, 0, 0, 0, 0)],
    ['a close code that none may send', closeFrame(1006)],
  ])('is %s, at once, and TCP ends', async (_, bytes) => {
    const { recorder, peer } = await pair(serveFrames(bytes), PATIENT)
    const { code, cause, reason } = await errorOf(recorder)
    expect(code).toBe('ERR_PROTOCOL')
    expect(cause).toMatchObject({ code: expect.stringMatching(/^WS_ERR_/) as string })
    expect(reason).toContain(cause.message)
    await peer.closed
  })

  it('is a compressed message that cannot be inflated', async () => {
    const server = serveRaw((peer) => peer.accept(EXTENSION, inflated))
    const { recorder } = await pair(server, { ...PATIENT, compression: true })
    expect((await errorOf(recorder)).code).toBe('ERR_PROTOCOL')
  })
})

it('a Blob that cannot be read ends the connection with its cause', async () => {
  const { recorder, client } = await pair(serve())
  const cause = new Error('the disk is gone')
  client.send(Object.assign(new Blob(['a']), { arrayBuffer: () => Promise.reject(cause) }))
  expect((await errorOf(recorder)).cause).toBe(cause)
})
