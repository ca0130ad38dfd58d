import { beforeEach, describe, expect, it } from 'vitest'
import { Harness, URI, closeEvent, codeOf, listening, settled } from '../harness.ts'

let harness = new Harness()
let controller = new AbortController()
let { signal } = controller
beforeEach(() => {
  harness = new Harness()
  controller = new AbortController()
  ;({ signal } = controller)
})

describe('a signal that has aborted', () => {
  beforeEach(() => controller.abort())

  it('opens nothing and calls no URI function: one ONCLOSE 1006 follows', async () => {
    let calls = 0
    harness.ws.connect(() => `${URI}/${(calls += 1)}`, { signal, reconnect: true })
    expect(harness.trace).toEqual([])
    await settled()
    harness.clock.advance(0)
    harness.clock.advance(3_600_000)
    expect(harness.events).toEqual([closeEvent()])
    const { transports, network } = harness.platform
    expect([calls, transports.length]).toEqual([0, 0])
    expect([listening(controller), network.watchers.size]).toEqual([0, 0])
  })

  it('lets send throw, even with a queue', () => {
    harness.connect({ signal, queue: true })
    expect(codeOf(() => harness.ws.send('hi'))).toBe('ERR_INVALID_STATE')
  })

  it('does not keep the client from connecting later', () => {
    harness.connect({ signal }).clock.advance(0)
    harness.open()
    expect(harness.ws.readyState).toBe(1)
  })
})

const reconnect = true
it.each<[string, () => unknown, string[]]>([
  ['connecting', () => harness.connect({ signal }), ['drop']],
  ['open', () => harness.open({ signal }), ['close 1000', 'drop']],
  ['waiting', () => harness.open({ signal, reconnect }).transport.end(), ['drop']],
])('an abort while %s acts as disconnect', (_state, prepare, log) => {
  prepare()
  harness.take()
  controller.abort()
  harness.retry()
  expect(harness.transport.log).toEqual(log)
  expect(harness.trace).toEqual(['close 1006'])
})

it('an abort in a handler acts as disconnect does there', () => {
  harness.ws.addEventListener('error', () => controller.abort())
  harness.open({ signal, reconnect: true }).transport.end()
  expect(harness.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
})

it('the abort listener goes at the final close, before its handlers run, and not before', () => {
  const counts: number[] = []
  harness.ws.addEventListener('close', () => counts.push(listening(controller)))
  harness.open({ signal, reconnect: { attempts: 1 } }).transport.end()
  harness.retry().transport.end()
  expect(counts).toEqual([1, 0])
})

it('the abort listener of an earlier connect does not end a later one', () => {
  harness.open({ signal }).transport.end(1000)
  harness.open()
  controller.abort()
  expect(harness.ws.readyState).toBe(1)
})
