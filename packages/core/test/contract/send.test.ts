import { beforeEach, expect, it, vi } from 'vitest'
import type { SendData } from '../../src/events.ts'
import { WINDOW } from '../../src/outbox.ts'
import { Harness, codeOf, thrownBy } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const send = (data: SendData = 'hi'): unknown => codeOf(() => harness.ws.send(data))

it.each<[string, SendData]>([
  ['text', 'hi'],
  ['an empty text', ''],
  ['an ArrayBuffer', new ArrayBuffer(3)],
  ['a view', new Uint8Array([1, 2, 3])],
  ['a Blob', new Blob(['bbb'])],
])('hands %s to the platform as it is', (_what, data) => {
  harness.open().ws.send(data)
  expect(harness.transport.sent[0]).toBe(data)
})

it('counts in bufferedAmount what waits and what the platform holds, in bytes', () => {
  harness.connect({ queue: true })
  send('€')
  expect([harness.ws.bufferedAmount, harness.transport.bufferedAmount]).toEqual([3, 0])
  harness.transport.open()
  expect([harness.ws.bufferedAmount, harness.transport.bufferedAmount]).toEqual([3, 3])
  harness.transport.drain()
  expect(harness.ws.bufferedAmount).toBe(0)
})

it.each([
  ['without a queue', { reconnect: true }],
  ['with a queue, but without a reconnect to come', { queue: true }],
])('if the socket takes no more, send throws %s', (_what, options) => {
  harness.open(options).transport.isTaking = false
  expect(send()).toBe('ERR_INVALID_STATE')
  expect(harness.ws.bufferedAmount).toBe(0)
  harness.transport.end()
  expect(harness.transport.sent).toEqual([])
  expect(harness.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
})

it('what the platform does not take is ERR_INVALID_DATA, and changes nothing', () => {
  const cause = new TypeError('the buffer can grow')
  const { transport, ws } = harness.open()
  vi.spyOn(transport, 'send').mockImplementationOnce(() => {
    throw cause
  })
  expect(thrownBy(() => ws.send('x'))).toMatchObject({ code: 'ERR_INVALID_DATA', cause })
  expect([send('y'), transport.sent, ws.bufferedAmount]).toEqual([undefined, ['y'], 1])
})

it('if the socket takes no more, send keeps the message for the next connection', () => {
  harness.open({ queue: true, reconnect: true })
  harness.transport.isTaking = false
  expect(send('kept')).toBeUndefined()
  expect(harness.ws.bufferedAmount).toBe(4)
  harness.transport.end()
  harness.retry().transport.open()
  expect(harness.transport.sent).toEqual(['kept'])
  expect(harness.last('close')).toMatchObject({ unsent: [], unconfirmed: [] })
})

const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array([1, 2, 3, 4])
it.each<[string, (view: Uint8Array<ArrayBuffer>) => ArrayBuffer | ArrayBufferView, unknown]>([
  ['an ArrayBuffer', (view) => view.buffer, bytes().buffer],
  ['a view', (view) => view, bytes()],
  ['a part of a buffer', (view) => view.subarray(1, 3), new Uint8Array([2, 3])],
  ['a DataView', (view) => new DataView(view.buffer, 2), new Uint8Array([3, 4])],
])(
  'keeps the bytes of the call: of %s that waits, or is unconfirmed',
  (_what, dataOf, expected) => {
    for (const state of ['connecting', 'open']) {
      harness = new Harness()[state === 'open' ? 'open' : 'connect']({ queue: true })
      const view = bytes()
      send(dataOf(view))
      view.fill(9)
      if (state === 'connecting') harness.transport.open()
      harness.transport.end()
      expect(harness.last('close').unconfirmed).toEqual([expected])
    }
  },
)

it('sends a Blob as it is, counted by its size, in order with the rest', () => {
  const blob = new Blob(['b'.repeat(WINDOW)])
  harness.connect({ queue: true })
  for (const data of ['a', blob, 'b']) send(data)
  expect(harness.ws.bufferedAmount).toBe(WINDOW + 2)
  harness.transport.open()
  expect(harness.transport.sent).toEqual(['a'])
  harness.transport.drain()
  expect(harness.transport.sent[1]).toBe(blob)
  harness.transport.drain()
  expect(harness.transport.sent).toEqual(['a', blob, 'b'])
})
