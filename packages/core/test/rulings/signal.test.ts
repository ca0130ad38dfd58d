import { beforeEach, describe, expect, it } from 'vitest'
import type { AbortSignalLike } from '../../src/rules.ts'
import { HIGH_WATER } from '../../src/inbox.ts'
import { Bench, URI, settled } from '../fake-platform.ts'

/** A signal that counts its listeners. */
class FakeSignal implements AbortSignalLike {
  aborted = false
  readonly reason = 'because'
  readonly listeners = new Set<() => void>()

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener)
  }

  abort(): void {
    this.aborted = true
    for (const listener of this.listeners) listener()
  }
}

let bench: Bench
let signal: FakeSignal

beforeEach(() => {
  bench = new Bench()
  signal = new FakeSignal()
})

describe('a signal that has aborted', () => {
  it('opens nothing and calls no URI function: one ONCLOSE 1006 follows', async () => {
    let calls = 0
    signal.abort()
    bench.ws.connect(
      () => {
        calls += 1
        return URI
      },
      { signal, reconnect: true },
    )
    expect(bench.trace).toEqual([])
    await settled()
    bench.clock.advance(0)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code: 1006,
        reason: '',
        wasClean: false,
        willReconnect: false,
        unsent: [],
        unconfirmed: [],
      },
    ])
    bench.clock.advance(3_600_000)
    expect(bench.trace).toHaveLength(1)
    expect([calls, bench.platform.transports.length, signal.listeners.size]).toEqual([0, 0, 0])
    expect(bench.platform.network.watchers).toBe(0)
    await expect(bench.ws.opened).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: 'because' })
  })

  it('takes no message, not even with a queue', () => {
    signal.abort()
    bench.connect({ signal, queue: true })
    expect(() => bench.ws.send('hi')).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_STATE' }),
    )
  })

  it('does not keep the client from connecting later', () => {
    signal.abort()
    bench.connect({ signal })
    bench.clock.advance(0)
    bench.open()
    expect(bench.ws.readyState).toBe(1)
  })
})

describe('an abort', () => {
  it('while connecting gives up the attempt', () => {
    bench.connect({ signal })
    signal.abort()
    expect(bench.transport.log).toEqual(['drop'])
    bench.clock.advance(0)
    expect(bench.trace).toEqual(['close 1006'])
  })

  it('while open closes with 1000', () => {
    bench.open({ signal })
    signal.abort()
    expect(bench.transport.log).toEqual(['close 1000'])
  })

  it('while waiting ends it', () => {
    bench.open({ signal, reconnect: true }).transport.end()
    bench.take()
    signal.abort()
    bench.clock.advance(0)
    expect(bench.trace).toEqual(['close 1006'])
  })

  it('in a handler acts as disconnect does there', () => {
    bench.ws.addEventListener('error', () => signal.abort())
    bench.open({ signal, reconnect: true }).transport.end()
    expect(bench.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
  })

  it('while a loop has paused the socket resumes and discards, as disconnect does', async () => {
    bench.open({ signal })
    const loop = bench.ws[Symbol.asyncIterator]()
    bench.transport.message('x'.repeat(HIGH_WATER))
    expect(bench.transport.log).toEqual(['pause'])
    signal.abort()
    expect(bench.transport.log.toSorted()).toEqual(['close 1000', 'pause', 'resume'])
    bench.transport.end(1000, '', true)
    expect(await loop.next()).toEqual({ value: undefined, done: true })
  })
})

describe('the abort listener', () => {
  it('goes at the final close, not before', () => {
    bench.open({ signal, reconnect: { attempts: 1 } })
    expect(signal.listeners.size).toBe(1)
    bench.transport.end()
    bench.retry()
    expect(signal.listeners.size).toBe(1)
    bench.transport.end()
    expect(signal.listeners.size).toBe(0)
  })

  it('goes after a disconnect', () => {
    bench.open({ signal }).ws.disconnect()
    bench.transport.end(1000, '', true)
    expect(signal.listeners.size).toBe(0)
  })

  it('is gone when the handlers of the final ONCLOSE run', () => {
    const sizes: number[] = []
    bench.ws.addEventListener('close', () => sizes.push(signal.listeners.size))
    bench.open({ signal }).transport.end(1000, '', true)
    expect(sizes).toEqual([0])
  })

  it('of an earlier connect does not end a later one', () => {
    bench.open({ signal }).transport.end(1000, '', true)
    bench.open()
    signal.abort()
    expect(bench.ws.readyState).toBe(1)
  })
})
