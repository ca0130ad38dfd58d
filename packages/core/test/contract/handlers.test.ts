import { beforeEach, describe, expect, it } from 'vitest'
import type { WebSocketsEvent } from '../../src/events.ts'
import { Harness, URI, codeOf } from '../harness.ts'

let harness = new Harness()
let log: unknown[] = []
beforeEach(() => {
  harness = new Harness()
  log = []
})

const noteState = ({ type }: WebSocketsEvent): unknown =>
  log.push(`${type} ${harness.ws.readyState}`)

const HOUR = 3_600_000

it.each([
  [false, 'close 3'],
  [true, 'close 0'],
])('readyState in the handlers, with reconnect: %s, ends with %s', (reconnect, close) => {
  harness.ws.addEventListener('wsevent', noteState)
  harness.open({ reconnect }).transport.message('hi')
  harness.transport.end()
  expect(log).toEqual(['open 1', 'message 1', 'error 2', close])
})

describe('connect in a handler', () => {
  it.each<[WebSocketsEvent['type'], boolean]>([
    ['open', false],
    ['message', false],
    ['error', false],
    ['error', true],
    ['close', true],
  ])('throws in %s, with reconnect: %s', (type, reconnect) => {
    harness.ws.addEventListener(type, () => log.push(codeOf(() => harness.ws.connect(URI))))
    harness.open({ reconnect }).transport.message('hi')
    harness.transport.end()
    expect(log).toEqual(['ERR_INVALID_STATE'])
  })

  it('works in a final ONCLOSE, and its events come after that', () => {
    harness.ws.addEventListener('close', () => harness.ws.connect(URI), { once: true })
    harness.ws.addEventListener('wsevent', noteState)
    harness.open().transport.end(1000)
    harness.transport.open()
    expect(log).toEqual(['open 1', 'close 0', 'open 1'])
    expect(harness.trace).toEqual(['close 1000', 'open 1'])
  })
})

describe('disconnect in a handler', () => {
  it('in ONOPEN takes effect at once, and the other handlers still get the event', () => {
    harness.ws.addEventListener('open', () => harness.ws.disconnect(4000, 'no'))
    harness.ws.addEventListener('wsevent', noteState)
    harness.open()
    expect(log).toEqual(['open 2'])
    expect(harness.transport.log).toEqual(['close 4000 no'])
    harness.transport.end(1000)
    harness.clock.advance(HOUR)
    expect(harness.trace).toEqual(['close 1000'])
  })

  it.each([true, false])('in ONERROR ends reconnecting and no more: %s', (reconnect) => {
    harness.ws.addEventListener('error', () => harness.ws.disconnect(4000))
    harness.open({ reconnect }).transport.end()
    harness.clock.advance(HOUR)
    expect(harness.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
    expect(harness.platform.transports).toHaveLength(1)
  })

  it('in an ONCLOSE that will reconnect is followed by a final one', () => {
    harness.ws.addEventListener('close', () => harness.ws.disconnect(), { once: true })
    harness.open({ reconnect: true }).transport.end(1001)
    harness.clock.advance(HOUR)
    expect(harness.trace).toEqual(['close 1001 retry', 'close 1006'])
    expect(harness.platform.transports).toHaveLength(1)
  })
})

it('send in a handler works in ONOPEN and ONMESSAGE, and throws in ONERROR and ONCLOSE', () => {
  const send = ({ type }: WebSocketsEvent): unknown =>
    log.push([type, codeOf(() => harness.ws.send(type))])
  harness.ws.addEventListener('wsevent', send)
  harness.open().transport.message('hi')
  harness.transport.end()
  const no = 'ERR_INVALID_STATE'
  expect(log).toEqual([
    ['open', undefined],
    ['message', undefined],
    ['error', no],
    ['close', no],
  ])
  expect(harness.transport.sent).toEqual(['open', 'message'])
})

it('a handler that throws stops neither the others nor the connection, and is reported', () => {
  const error = new Error('handler')
  harness.ws.addEventListener('wsevent', () => {
    throw error
  })
  harness.ws.addEventListener('wsevent', noteState)
  harness.open({ queue: true }).transport.message('hi')
  harness.ws.send('still there')
  harness.transport.end()
  expect(log).toEqual(['open 1', 'message 1', 'error 2', 'close 3'])
  expect(harness.transport.sent).toEqual(['still there'])
  expect(harness.platform.reported).toEqual([error, error, error, error])
})

it('a handler gets a plain object, and the client as `this`, as in the W3C API', () => {
  harness.ws.addEventListener('wsevent', function (this: unknown, event) {
    log.push(this === harness.ws && Object.getPrototypeOf(event) === Object.prototype)
  })
  harness.open().transport.message('hi')
  harness.transport.end()
  expect(log).toEqual([true, true, true, true])
})
