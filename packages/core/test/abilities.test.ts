import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Audience } from '../src/audience.ts'
import { Connection } from '../src/connection.ts'
import { WebSocketsError } from '../src/errors.ts'
import { Heartbeat } from '../src/heartbeat.ts'
import { MAX_BYTES } from '../src/inbox.ts'
import { planOf } from '../src/options.ts'
import { Bench, FakePlatform, URI, codeOf } from './fake-platform.ts'

// Core as the script-tag build has it, on a platform that could do more.
vi.mock('../src/abilities.ts', () => import('../src/abilities-short.ts'))

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

describe('without ping frames', () => {
  it('a heartbeat needs a message', () => {
    expect(codeOf(() => bench.connect({ heartbeat: {} }))).toBe('ERR_INVALID_OPTION')
  })

  it('a heartbeat with a message probes, and gives up', () => {
    bench.open({ heartbeat: { message: 'are you there?' } })
    bench.clock.advance(35_000)
    expect(bench.transport.sent).toEqual(['are you there?'])
    expect(bench.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
  })
})

describe('without a stop to reading', () => {
  it('there is nothing to pause', () => {
    const platform = new FakePlatform()
    const settings = { heartbeat: { message: 'are you there?' } }
    const connection = new Connection(
      planOf(URI, settings, platform),
      platform,
      new Audience(platform.reportError),
      '',
    )
    connection.start()
    platform.transport.open()
    expect(connection.pause(true)).toBe(false)
    expect(platform.transport.log).toEqual([])
    const owner = { handed: 0, onProbe: vi.fn<() => void>(), fail: vi.fn<() => void>() }
    new Heartbeat({}, platform.transport, platform.clock, owner).pause(true)
    platform.clock.advance(25_000)
    expect(owner.onProbe).toHaveBeenCalledOnce()
  })

  it('a slow loop holds 16 MiB, and no more', () => {
    const loop = bench.ws[Symbol.asyncIterator]()
    bench.open({ heartbeat: { message: 'are you there?' } })
    bench.transport.message(new ArrayBuffer(MAX_BYTES - 64))
    expect(bench.transport.log).toEqual([])
    bench.transport.message('')
    expect(bench.trace.at(-2)).toBe('error ERR_MESSAGE_TOO_BIG')
    return expect(loop.return()).resolves.toMatchObject({ done: true })
  })
})

describe('without a word of the handshake', () => {
  it('an opening has no TLS', () => {
    bench.connect().transport.open('', { protocol: 'TLSv1.3', cipher: '' })
    expect(bench.last('open')).not.toHaveProperty('tls')
  })

  it('a refusal is retried, in its usual time', () => {
    const error = new WebSocketsError('ERR_CONNECT_FAILED', '', { status: 404, retryAfter: 60_000 })
    bench.connect({ reconnect: true }).transport.end(1006, '', false, error)
    expect(bench.last('error')).not.toHaveProperty('status')
    expect(bench.last('close')).toMatchObject({ willReconnect: true, delay: 1500 })
  })
})
