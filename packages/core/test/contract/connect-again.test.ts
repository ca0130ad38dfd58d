import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocketsError } from '../../src/index.ts'
import { Harness, URI, codeOf, listening, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const NEXT = `${URI}/next`
const uris = (): string[] => harness.platform.transports.map(({ request }) => request.uri)

/** Open, and closing by the user's wish. */
function leaving(): Harness {
  harness.open().ws.disconnect()
  return harness
}

describe('connect after a disconnect of one’s own', () => {
  it('begins right after the final ONCLOSE, whose handlers have run', () => {
    const { ws } = leaving()
    const seen: unknown[] = []
    ws.addEventListener('close', () => seen.push(ws.readyState, uris().length))
    ws.connect(NEXT)
    expect(ws).toMatchObject({ readyState: 0, url: URI, protocol: '' })
    expect(uris()).toEqual([URI])
    harness.transport.end(1000)
    expect(harness.take()).toEqual(['close 1000'])
    expect(seen).toEqual([0, 1])
    expect(uris()).toEqual([URI, NEXT])
    harness.transport.open()
    expect(harness.trace).toEqual(['open 1'])
    expect(ws).toMatchObject({ readyState: 1, url: NEXT })
  })

  it.each<[string, () => unknown]>([
    ['connecting', () => harness.connect()],
    ['waiting', () => harness.open({ reconnect: true }).transport.end()],
  ])('while %s, too', (_state, prepare) => {
    prepare()
    const { ws } = harness
    ws.disconnect()
    ws.connect(NEXT)
    harness.take()
    harness.clock.advance(0)
    expect(harness.take()).toEqual(['close 1006'])
    harness.transport.open()
    expect(harness.trace).toEqual(['open 1'])
    expect(uris()).toEqual([URI, NEXT])
  })

  it('has promises of its own', async () => {
    const { ws } = leaving()
    const before = ws.closed
    ws.connect(NEXT)
    const { opened, closed } = ws
    harness.transport.end(1000)
    expect(await before).toBe(harness.last('close'))
    harness.transport.open()
    expect(await opened).toBe(harness.last('open'))
    harness.transport.end(1001)
    expect(await closed).toBe(harness.last('close'))
  })

  it('has a loop of its own', async () => {
    harness.open()
    const one = harness.ws[Symbol.asyncIterator]()
    harness.ws.disconnect()
    harness.ws.connect(NEXT)
    const other = harness.ws[Symbol.asyncIterator]()
    harness.transport.end(1000)
    expect(await one.next()).toEqual({ value: undefined, done: true })
    harness.transport.open()
    harness.transport.message('hi')
    expect(await other.next()).toEqual({ value: 'hi', done: false })
  })

  it('is not disconnected by the loop of the connection before', async () => {
    harness.open()
    const loop = harness.ws[Symbol.asyncIterator]()
    harness.ws.disconnect()
    harness.ws.connect(NEXT)
    await loop.return()
    expect(harness.ws.readyState).toBe(0)
  })

  it('keeps what is sent for its own queue, and without one throws', () => {
    const { ws } = leaving()
    ws.connect(NEXT)
    expect(codeOf(() => ws.send('a'))).toBe('ERR_INVALID_STATE')
    ws.disconnect()
    ws.connect(NEXT, { queue: true })
    ws.send('b')
    expect(ws.bufferedAmount).toBe(1)
    harness.transport.end(1000)
    expect(harness.last('close').unsent).toEqual([])
    harness.transport.open()
    expect(harness.transport.sent).toEqual(['b'])
  })

  it('throws while the next one waits already', () => {
    const { ws } = leaving()
    ws.connect(NEXT)
    expect(codeOf(() => ws.connect(NEXT))).toBe('ERR_INVALID_STATE')
  })

  it('throws in the ONERROR of a connection that failed by itself', () => {
    const codes: unknown[] = []
    harness.ws.addEventListener('error', () => codes.push(codeOf(() => harness.connect())))
    harness.connect().transport.end()
    expect(codes).toEqual(['ERR_INVALID_STATE'])
  })
})

describe('a connect that is taken back before it began', () => {
  it('ends with the connection before, in one ONCLOSE, which reports what was sent', async () => {
    const controller = new AbortController()
    const { ws } = leaving()
    ws.connect(NEXT, { queue: true })
    ws.send('a')
    const { opened } = ws
    ws.disconnect()
    expect(ws.readyState).toBe(2)
    ws.connect(NEXT, { queue: true, signal: controller.signal })
    ws.send('b')
    const { closed } = ws
    controller.abort(new Error('enough'))
    const rejected = expect(ws.opened).rejects.toMatchObject({ cause: { message: 'enough' } })
    harness.transport.end(1000)
    const close = harness.last('close')
    expect(harness.trace).toEqual(['close 1000'])
    expect(close.unsent).toEqual(['a', 'b'])
    expect(await closed).toBe(close)
    await expect(opened).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    await rejected
    expect(uris()).toEqual([URI])
    expect(ws).toMatchObject({ readyState: 3, bufferedAmount: 0 })
    expect(listening(controller)).toBe(0)
    expect(harness.clock.pending).toBe(0)
    ws.disconnect()
    expect(ws.readyState).toBe(3)
  })

  it('without anything to report, leaves the one empty array', () => {
    const { ws } = leaving()
    ws.connect(NEXT)
    ws.disconnect()
    harness.transport.end(1000)
    const { unsent, unconfirmed } = harness.last('close')
    expect(unsent).toBe(unconfirmed)
  })

  it('in a handler of that ONCLOSE, has an ONCLOSE of its own', async () => {
    const { ws } = leaving()
    ws.connect(NEXT, { queue: true })
    ws.send('a')
    ws.addEventListener('close', () => ws.disconnect(), { once: true })
    harness.transport.end(1000)
    expect(harness.take()).toEqual(['close 1000'])
    harness.clock.advance(0)
    expect(harness.trace).toEqual(['close 1006'])
    expect(harness.last('close').unsent).toEqual(['a'])
    expect(uris()).toEqual([URI])
    await expect(ws.opened).rejects.toBeInstanceOf(WebSocketsError)
  })

  it('is as any other: connect, disconnect, connect in one tick', async () => {
    const { ws } = harness
    ws.connect(URI)
    ws.disconnect()
    ws.connect(NEXT)
    harness.clock.advance(0)
    await settled()
    harness.transport.open()
    expect(harness.trace).toEqual(['close 1006', 'open 1'])
  })
})
