import { describe, expect, it } from 'vitest'
import { ONCLOSE } from '../src/index.ts'
import { frame, TEXT } from './support/frames.ts'
import { freePort, serveRaw, type RawPeer } from './support/raw-server.ts'
import { connect, failed } from './support/recorder.ts'

type Answer = (peer: RawPeer) => void

function answering(head: string, body = ''): Answer {
  return ({ socket }) => socket.end(`HTTP/1.1 ${head}\r\n${body}`)
}

/** The error of an attempt at a server that answers so; the URI has a secret. */
async function failedAt(answer: Answer): ReturnType<typeof failed> {
  const { url } = await serveRaw(answer)
  const error = await failed(`${url}?token=secret`)
  expect(error.reason).not.toContain('secret')
  return error
}

describe('a host', () => {
  it.each(['127.0.0.1', 'localhost'])(
    '%s where nobody listens is ERR_CONNECTION_REFUSED',
    async (host) => {
      const error = await failed(`ws://${host}:${await freePort()}/?token=secret`)
      expect(error).toMatchObject({
        code: 'ERR_CONNECTION_REFUSED',
        cause: { code: 'ECONNREFUSED' },
      })
      expect(error.reason).not.toContain('secret')
    },
  )

  it('without an address is ERR_HOST_NOT_FOUND', async () => {
    const error = await failed('ws://wsevent-test.invalid/')
    expect(error.code).toBe('ERR_HOST_NOT_FOUND')
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(error.cause?.code)
  })
})

describe('a handshake that is answered', () => {
  it.each([200, 204, 301, 302, 400, 401, 403, 404, 407, 426, 429, 500, 503])(
    '%i is ERR_HANDSHAKE_REJECTED, with the status and the body',
    async (status) => {
      const body = status === 204 ? '' : 'because of that'
      const location = 'Location: /elsewhere\r\n'
      const head = `${status} No\r\n${location}Content-Length: ${body.length}\r\n`
      const error = await failedAt(answering(head, body))
      expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status })
      expect(error.reason).toContain(`HTTP status ${status}.`)
      expect(error.cause).toMatchObject({ message: `${status} No`, body })
    },
  )

  it('with a long body keeps 1,024 characters, and reads no more', async () => {
    const server = await serveRaw(({ socket }) => {
      socket.write('HTTP/1.1 503 No\r\nContent-Length: 100000000\r\n\r\n')
      const piece = Buffer.alloc(65_536, 'x')
      const pump = (): void => {
        while (!socket.destroyed && socket.write(piece));
        if (!socket.destroyed) socket.once('drain', pump)
      }
      pump()
    })
    const error = await failed(server.url)
    expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status: 503 })
    expect(error.cause?.body).toBe('x'.repeat(1024))
    const { socket, closed } = await server.nextPeer()
    await closed
    expect(socket.bytesWritten).toBeLessThan(20_000_000)
  })

  it('with a body that does not end is told of all the same', async () => {
    const server = await serveRaw(({ socket }) => {
      socket.write('HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nthe beginning')
    })
    const error = await failed(server.url)
    expect(error).toMatchObject({ status: 401, cause: { body: 'the beginning' } })
    await (
      await server.nextPeer()
    ).closed
  })

  it('with a body that is cut short is told of all the same', async () => {
    const error = await failedAt(answering('401 No\r\nContent-Length: 100\r\n', 'the beginning'))
    expect(error).toMatchObject({ status: 401, cause: { body: 'the beginning' } })
  })

  it('with a body in UTF-8 cuts no character in two', async () => {
    const server = await serveRaw(({ socket }) => {
      const body = Buffer.from('łódź')
      socket.write(`HTTP/1.1 401 No\r\nContent-Length: ${body.length}\r\n\r\n`)
      socket.write(body.subarray(0, 1), () => socket.end(body.subarray(1)))
    })
    expect((await failed(server.url)).cause?.body).toBe('łódź')
  })

  it('with a redirect goes nowhere', async () => {
    const target = await serveRaw((peer) => peer.accept())
    const error = await failedAt(
      answering(`307 No\r\nLocation: ${target.url}\r\nContent-Length: 0\r\n`),
    )
    expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status: 307 })
  })
})

describe('Retry-After', () => {
  const closeOf = async (status: number, header: string): Promise<{ readonly delay?: number }> => {
    const { url } = await serveRaw(
      answering(`${status} No\r\nRetry-After: ${header}\r\nContent-Length: 0\r\n`),
    )
    const recorder = connect(url, { reconnect: { minDelay: 1, maxDelay: 2 } })
    return recorder.first(ONCLOSE)
  }

  it.each([429, 503])('of a handshake answered %i delays the next attempt', async (status) => {
    expect(await closeOf(status, '120')).toMatchObject({ willReconnect: true, delay: 120_000 })
  })

  it('as a date delays the next attempt until then', async () => {
    const { delay } = await closeOf(503, new Date(Date.now() + 3_600_000).toUTCString())
    expect(delay).toBeGreaterThan(3_500_000)
    expect(delay).toBeLessThanOrEqual(3_600_000)
  })

  it.each(['soon', '0', '-7'])('of "%s" leaves the delay as it was', async (header) => {
    expect((await closeOf(503, header)).delay).toBeLessThanOrEqual(2)
  })

  it('is in the error that opened rejects with', async () => {
    const { url } = await serveRaw(answering('503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n'))
    const { client } = connect(url)
    await expect(client.opened).rejects.toMatchObject({
      code: 'ERR_HANDSHAKE_REJECTED',
      status: 503,
      retryAfter: 7000,
    })
  })
})

const SWITCH = '101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'

const BROKEN: readonly (readonly [string, Answer])[] = [
  ['a wrong accept key', answering(`${SWITCH}Sec-WebSocket-Accept: d3Jvbmc=\r\n`)],
  ['no accept key', answering(SWITCH)],
  [
    'another upgrade',
    answering('101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n'),
  ],
  ['a subprotocol that nobody offered', (peer) => peer.accept('Sec-WebSocket-Protocol: a\r\n')],
  ['an extension that nobody offered', (peer) => peer.accept('Sec-WebSocket-Extensions: a\r\n')],
  [
    'permessage-deflate unasked',
    (peer) => peer.accept('Sec-WebSocket-Extensions: permessage-deflate\r\n'),
  ],
  ['garbage', ({ socket }) => socket.end('\0\u0001 no HTTP \r\n\r\n')],
  ['WebSocket frames', ({ socket }) => socket.end(frame(TEXT, 'too early'))],
  [
    'headers without end',
    ({ socket }) => void socket.write(`HTTP/1.1 101 S\r\nX: ${'x'.repeat(200_000)}`),
  ],
  ['the end of TCP', ({ socket }) => socket.end()],
  ['a reset', ({ socket }) => socket.resetAndDestroy()],
  ['the end of TCP in the middle', ({ socket }) => socket.end('HTTP/1.1 101 Switching Pro')],
]

describe('a handshake that fails by', () => {
  it.each(BROKEN)('%s is ERR_CONNECT_FAILED with its cause, and TCP ends', async (_, answer) => {
    const server = await serveRaw(answer)
    const error = await failed(`${server.url}?token=secret`)
    expect(error.code).toBe('ERR_CONNECT_FAILED')
    expect(error.reason).not.toContain('secret')
    expect(error.cause).toBeInstanceOf(Error)
    expect(error).not.toHaveProperty('status')
    await (
      await server.nextPeer()
    ).closed
  })

  it('silence is ERR_CONNECT_TIMEOUT, and TCP ends', async () => {
    const server = await serveRaw()
    expect((await failed(server.url, { connectTimeout: 50 })).code).toBe('ERR_CONNECT_TIMEOUT')
    await (
      await server.nextPeer()
    ).closed
  })

  it('an unanswered subprotocol is ERR_CONNECT_FAILED', async () => {
    const server = await serveRaw((peer) => peer.accept())
    expect((await failed(server.url, { protocols: 'a' })).code).toBe('ERR_CONNECT_FAILED')
    await (
      await server.nextPeer()
    ).closed
  })
})
