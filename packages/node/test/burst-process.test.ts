import getPort from 'get-port'
import { describe, expect, it } from 'vitest'
import { bundle, run } from './support/child.ts'
import { closeFrame } from './support/frames.ts'
import { serverIdentity } from './support/identity.ts'
import { serveRaw } from './support/raw-server.ts'
import { serve } from './support/ws-server.ts'

const programs = ['departure', 'flood', 'idle'].map((name) => bundle(name))
const [departure = '', flood = '', idle = ''] = await Promise.all(programs)
const tls = await serverIdentity()

describe.each([
  ['ws:', {}],
  ['wss:', { tls }],
])('%s what was sent in a tick arrives, though in that tick the process ends by', (_, secure) => {
  it.each([
    ['process.exit()', 'exit', 7, 0],
    ['process.exit(), after ticks with one message each', 'exit', 7, 5],
    ['process.exit() behind disconnect', 'disconnect', 7, 0],
    ['an error that nobody catches', 'throw', 1, 0],
    ['an error that nobody catches, after ticks with one message each', 'throw', 1, 5],
    ['a rejection that nobody handles', 'reject', 1, 0],
  ])('%s', async (__, how, status, lone) => {
    const server = await serve({ isEcho: false, ...secure })
    const options = JSON.stringify({ ca: tls.cert })
    const child = run(departure, server.url, how, '50', String(lone), options)
    const peer = await server.nextPeer()
    // Node's TLS encrypts one write at a time: a close frame is a second, and a process that has ended makes none.
    const isClean = how === 'disconnect' && !('tls' in secure)
    expect(await peer.closed).toBe(isClean ? 1000 : 1006)
    expect(peer.log.slice(0, -1)).toEqual(Array.from({ length: 50 }, (___, i) => `message ${i}`))
    expect(await child.ended).toMatchObject({ status, stdout: '' })
  })
})

describe('a synchronous loop of 300,000 sends of 128 bytes', () => {
  const COUNT = 300_000
  // Each frame has a header of four bytes and a masking key; the close frame has its code.
  const WIRE_BYTES = COUNT * (128 + 4 + 4) + 8

  it.each([
    ['reads', true],
    ['does not read', false],
  ])('to a server that %s grows by the frames at most, and some garbage', async (_, isReading) => {
    const server = await serveRaw((peer) => peer.accept().socket.pause())
    const child = run(flood, server.url, String(COUNT))
    const { socket, closed } = await server.nextPeer()
    let bytes = 0
    socket.removeAllListeners('data').on('data', ({ length }: Buffer) => {
      bytes += length
      if (bytes === WIRE_BYTES) socket.end(closeFrame(1000))
    })
    if (!isReading) await child.printed
    socket.resume()
    await closed
    expect(bytes).toBe(WIRE_BYTES)
    const { stdout, ...ending } = await child.ended
    expect(ending).toEqual({ status: 0, stderr: '' })
    const { heap, rss, buffered } = JSON.parse(stdout) as Record<string, number>
    expect(buffered).toBeGreaterThan(0)
    expect(buffered).toBeLessThanOrEqual(COUNT * 128)
    expect(heap).toBeLessThan(10_000_000)
    expect(rss).toBeLessThan(2 * WIRE_BYTES)
  })
})

it('errors that nobody listens to never end the process, nor keep it running', async () => {
  const dropping = await serveRaw((peer) => peer.accept().socket.resetAndDestroy())
  const rejecting = await serveRaw(({ socket }) => socket.end('HTTP/1.1 401 No\r\n\r\nbody'))
  const unused = `ws://127.0.0.1:${await getPort()}/`
  const { ended } = run(idle, unused, dropping.url, rejecting.url)
  expect(await ended).toEqual({ status: 0, stdout: '', stderr: '' })
})
