import { afterEach, describe, expect, it, vi } from 'vitest'
import { Backlog } from '../src/backlog.ts'
import { messageEvent as nativeEvent, withOrigin as inBrowser } from '../src/client-browser.ts'
import { messageEvent, withOrigin } from '../src/client-node.ts'
import { Handlers } from '../src/handlers.ts'
import { keepNative, nativeOf } from '../src/native.ts'
import { join } from '../src/turns.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Whether a turn has come, when all microtasks have run. */
async function hasCome(ready: Promise<unknown> | undefined): Promise<boolean> {
  const later = new Promise<false>((resolve) => setTimeout(() => resolve(false), 0))
  return Promise.race([Promise.resolve(ready).then(() => true), later])
}

describe('a line', () => {
  it('lets one after the other through', async () => {
    const [first, second, third] = [join('a'), join('a'), join('a')]
    expect(first.ready).toBeUndefined()
    first.leave()
    expect(await hasCome(second.ready)).toBe(true)
    expect(await hasCome(third.ready)).toBe(false)
    second.leave()
    expect(await hasCome(third.ready)).toBe(true)
    third.leave()
    third.leave()
  })

  it('is one for each host, and ends when everyone has left', async () => {
    const first = join('b')
    expect(join('c').ready).toBeUndefined()
    first.leave()
    await hasCome(undefined)
    expect(join('b').ready).toBeUndefined()
  })

  it('keeps its order if one in the middle leaves', async () => {
    const [first, second, third] = [join('d'), join('d'), join('d')]
    second.leave()
    expect(await hasCome(third.ready)).toBe(false)
    first.leave()
    expect(await hasCome(third.ready)).toBe(true)
  })
})

describe('a backlog', () => {
  it('changes between tasks alone, and by what this task sends', () => {
    vi.useFakeTimers()
    let waiting = 5
    const backlog = new Backlog(() => waiting)
    expect(backlog.bytes).toBe(5)
    waiting = 2
    expect(backlog.bytes).toBe(5)
    backlog.add(3)
    expect(backlog.bytes).toBe(8)
    vi.runAllTimers()
    expect(backlog.bytes).toBe(2)
  })

  it('keeps what was stranded, and what was lost', () => {
    vi.useFakeTimers()
    let waiting = 5
    const backlog = new Backlog(() => waiting)
    backlog.strand(10)
    expect(backlog.bytes).toBe(15)
    vi.runAllTimers()
    backlog.lose()
    waiting = 0
    vi.runAllTimers()
    expect(backlog.bytes).toBe(15)
  })
})

describe('the origin', () => {
  it('is that of the page that a test environment pretends to be', () => {
    vi.stubGlobal('location', { origin: 'http://localhost:3000' })
    const own = { Origin: 'http://localhost:3000' }
    expect(withOrigin({})).toEqual({ headers: own })
    expect(withOrigin({ headers: { cookie: 'a=b' } })).toEqual({
      headers: { ...own, cookie: 'a=b' },
    })
    expect(withOrigin({ headers: { origin: 'https://mine' } })).toEqual({
      headers: { origin: 'https://mine' },
    })
    expect(inBrowser({})).toEqual({})
  })

  it('is left out where there is no page', () => {
    expect(withOrigin({})).toEqual({})
  })
})

it('a handler that is removed and set again is heard once', () => {
  const target = new EventTarget()
  const handlers = new Handlers(target)
  const seen: unknown[] = []
  const handler = (event: Event): unknown => seen.push(event.type)
  handlers.set('open', null)
  handlers.set('open', handler)
  handlers.set('open', undefined)
  expect(handlers.get('open')).toBeNull()
  handlers.set('open', handler)
  target.dispatchEvent(new Event('open'))
  expect(seen).toEqual(['open'])
})

describe('a message event', () => {
  it.each([
    ['on Node', messageEvent],
    ['in a page', nativeEvent],
  ])('has what the platform gives one, %s', (_where, make) => {
    const event = make('hello', 'wss://example.com') as MessageEvent<string>
    const { type, data, origin, lastEventId, source, ports, constructor } = event
    expect({ type, data, origin, lastEventId, source, ports, constructor }).toEqual({
      type: 'message',
      data: 'hello',
      origin: 'wss://example.com',
      lastEventId: '',
      source: null,
      ports: [],
      constructor: MessageEvent,
    })
    expect(event).toBeInstanceOf(MessageEvent)
    expect(Object.keys(event)).not.toContain('data')
  })
})

describe('the class in the global place', () => {
  it('remembers the one that was there', () => {
    const [native, ours, copy] = [{}, {}, {}]
    vi.stubGlobal('WebSocket', native)
    expect(nativeOf(keepNative(ours))).toBe(native)
    expect(Object.keys(ours)).toEqual([])
    vi.stubGlobal('WebSocket', ours)
    expect(nativeOf(keepNative(copy))).toBe(native)
    expect(nativeOf(native)).toBe(native)
  })

  it('does without one', () => {
    vi.stubGlobal('WebSocket', undefined)
    const ours = keepNative({})
    expect(nativeOf(ours)).toBe(ours)
    expect(nativeOf(undefined)).toBeUndefined()
  })
})
