import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, run, type Program } from './support/child.ts'
import { serverIdentity, type Identity } from './support/identity.ts'
import { closeFrame } from './support/frames.ts'
import { freePort, serveRaw } from './support/raw-server.ts'
import { serve, type WsServer } from './support/ws-server.ts'

let departure: Program
let flood: Program
let idle: Program
let identity: Identity
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wsevent-ca-'))
  const made = [bundle('departure'), bundle('flood'), bundle('idle'), serverIdentity()] as const
  ;[departure, flood, idle, identity] = await Promise.all(made)
  writeFileSync(join(folder, 'ca.pem'), identity.cert)
})

afterAll(() => {
  for (const program of [departure, flood, idle]) program.remove()
  rmSync(folder, { recursive: true })
})

describe.each(['ws:', 'wss:'])(
  '%s what was sent in a tick arrives where the process ends by',
  (scheme) => {
    const start = (): Promise<WsServer> =>
      serve({ isEcho: false, ...(scheme === 'wss:' && { tls: identity }) })
    const ca = (): string => join(folder, 'ca.pem')

    it.each([
      ['process.exit()', 'exit', 7, 0],
      ['an error that nobody catches', 'throw', 1, 0],
      ['a rejection that nobody handles', 'reject', 1, 0],
      ['process.exit(), after ticks with one message each,', 'exit', 7, 5],
      ['an error that nobody catches, after ticks with one message each,', 'throw', 1, 5],
    ])('%s in that tick', async (_, how, status, lone) => {
      const server = await start()
      const child = run(departure, server.url, how, '50', ca(), String(lone))
      const peer = await server.nextPeer()
      await peer.closed
      expect(peer.log.slice(0, -1)).toEqual(Array.from({ length: 50 }, (__, i) => `message ${i}`))
      expect(await child).toMatchObject({ status, output: '' })
    })

    it('process.exit() behind disconnect in that tick', async () => {
      const server = await start()
      const child = run(departure, server.url, 'disconnect', '50', ca())
      const peer = await server.nextPeer()
      await peer.closed
      // Node's TLS encrypts one write at a time: the close frame is a second, and a process that has ended makes none.
      const close = scheme === 'wss:' ? 'close 1006' : 'close 1000'
      expect(peer.log).toEqual([...Array.from({ length: 50 }, (_, i) => `message ${i}`), close])
      expect(await child).toMatchObject({ status: 7, output: '' })
    })
  },
)

interface Grown {
  readonly heap: number
  readonly rss: number
  readonly buffered: number
}

/** Memory of a process that sends messages of 128 bytes in a loop, to a server that reads meanwhile or afterwards. */
async function floodBy(who: string, count: number, isReading: boolean): Promise<Grown> {
  const server = await serveRaw((peer) => {
    peer.accept()
    peer.socket.pause()
  })
  const child = run(flood, server.url, who, String(count))
  const { socket, closed } = await server.nextPeer()
  let bytes = 0
  socket.removeAllListeners('data').on('data', ({ length }: Buffer) => {
    bytes += length
    if (bytes === wireBytes(count)) socket.end(closeFrame(1000))
  })
  if (isReading) socket.resume()
  else await child.printed
  socket.resume()
  await closed
  expect(bytes).toBe(wireBytes(count))
  const { status, output, errors } = await child
  expect({ status, errors }).toEqual({ status: 0, errors: '' })
  return JSON.parse(output) as Grown
}

/** Each frame has a header of four bytes and a masking key; the close frame has its code. */
function wireBytes(count: number): number {
  return count * (128 + 4 + 4) + 8
}

describe('a synchronous loop of 300,000 sends of 128 bytes', () => {
  const COUNT = 300_000

  it.each([
    ['reads', true],
    ['does not read', false],
  ])('to a server that %s grows by the frames at most, and some garbage', async (_, isReading) => {
    const { heap, rss, buffered } = await floodBy('ours', COUNT, isReading)
    expect(buffered).toBeGreaterThan(0)
    expect(buffered).toBeLessThanOrEqual(COUNT * 128)
    expect(heap).toBeLessThan(10_000_000)
    expect(rss).toBeLessThan(2 * wireBytes(COUNT))
  })

  it('to a server that does not read takes far less than plain ws, by a third of them', async () => {
    const ours = await floodBy('ours', COUNT / 3, false)
    const theirs = await floodBy('ws', COUNT / 3, false)
    expect(ours.heap).toBeLessThan(theirs.heap / 2)
    expect(ours.rss).toBeLessThan(theirs.rss)
  })
})

it('errors that nobody listens to never end the process, nor keep it running', async () => {
  const dropping = await serveRaw((peer) => peer.accept().socket.resetAndDestroy())
  const rejecting = await serveRaw(({ socket }) => socket.end('HTTP/1.1 401 No\r\n\r\nbody'))
  const refused = `ws://127.0.0.1:${await freePort()}/`
  const ending = await run(idle, refused, dropping.url, rejecting.url)
  expect(ending).toEqual({ status: 0, output: '', errors: '' })
})
