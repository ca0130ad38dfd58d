import { beforeEach, describe, expect, it } from 'vitest'
import { WINDOW } from '../../src/outbox.ts'
import { Bench, FakeBlob, codeOf } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

const send = (data: string | ArrayBuffer | ArrayBufferView | FakeBlob = 'hi'): unknown =>
  codeOf(() => bench.ws.send(data))

describe('without a queue, send throws ERR_INVALID_STATE', () => {
  it.each<[string, () => unknown]>([
    ['before any connect', () => undefined],
    ['while connecting', () => bench.connect()],
    ['while closing', () => bench.open().ws.disconnect()],
    ['while waiting', () => bench.open({ reconnect: true }).transport.end()],
    ['after the close', () => bench.open().transport.end(1000, '', true)],
  ])('%s', (_when, prepare) => {
    prepare()
    expect(send()).toBe('ERR_INVALID_STATE')
  })

  it('where the socket no longer takes data, though its close has not been heard', () => {
    bench.open({ reconnect: true }).transport.isTaking = false
    expect(send()).toBe('ERR_INVALID_STATE')
    expect(bench.transport.sent).toEqual([])
  })
})

describe('with a queue, where the socket no longer takes data', () => {
  it('send keeps the message if a reconnect is to come, and it goes out then', () => {
    bench.open({ queue: true, reconnect: true })
    bench.transport.isTaking = false
    expect(send('kept')).toBeUndefined()
    bench.transport.end()
    bench.retry()
    bench.transport.open()
    expect(bench.transport.sent).toEqual(['kept'])
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
  })

  it('send throws if none is to come', () => {
    bench.open({ queue: true }).transport.isTaking = false
    expect(send()).toBe('ERR_INVALID_STATE')
    bench.transport.end()
    expect(bench.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
  })
})

describe('the bytes', () => {
  const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array([1, 2, 3, 4])

  it.each<[string, (view: Uint8Array<ArrayBuffer>) => ArrayBuffer | ArrayBufferView, unknown]>([
    ['an ArrayBuffer', (view) => view.buffer, bytes().buffer],
    ['a view', (view) => view, bytes()],
    ['a part of a buffer', (view) => view.subarray(1, 3), new Uint8Array([2, 3])],
    ['a DataView', (view) => new DataView(view.buffer, 2), new Uint8Array([3, 4])],
  ])('of %s that waits are those of the call', (_what, dataOf, expected) => {
    bench.connect({ queue: true })
    const view = bytes()
    send(dataOf(view))
    view.fill(9)
    bench.transport.open()
    expect(bench.transport.sent).toEqual([expected])
  })

  it('told of as unconfirmed are those of the call', () => {
    bench.open({ queue: true })
    const view = bytes()
    send(view)
    view.fill(9)
    bench.transport.end()
    expect(bench.last('close').unconfirmed).toEqual([bytes()])
  })
})

describe('a Blob', () => {
  it('goes to the platform as it is, counted by its size, in order with the rest', () => {
    const blob = new FakeBlob(WINDOW)
    bench.connect({ queue: true })
    for (const data of ['a', blob, 'b']) send(data)
    expect(bench.ws.bufferedAmount).toBe(WINDOW + 2)
    bench.transport.open()
    expect(bench.transport.sent).toEqual(['a'])
    bench.transport.drain()
    expect(bench.transport.sent[1]).toBe(blob)
    bench.transport.drain()
    expect(bench.transport.sent).toEqual(['a', blob, 'b'])
  })
})

it.each([true, false])('refuses shared memory, with a queue: %s', (queue) => {
  bench.connect({ queue })
  const shared = new Uint8Array(new SharedArrayBuffer(1))
  expect(send(shared)).toBe('ERR_INVALID_DATA')
  expect(bench.ws.bufferedAmount).toBe(0)
})
