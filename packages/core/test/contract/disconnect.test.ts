import { beforeEach, describe, expect, it } from 'vitest'
import { Harness, closeEvent, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

const HOUR = 3_600_000

describe('disconnect while open', () => {
  it('closes with the code and the reason of the first call', () => {
    harness.open({ reconnect: { shouldReconnect: () => true } }).ws.disconnect(3001, 'bye')
    harness.ws.disconnect(3002)
    expect(harness.transport.log).toEqual(['close 3001 bye'])
    expect(harness.ws.readyState).toBe(2)
    harness.transport.end(3001, 'bye')
    harness.ws.disconnect()
    harness.clock.advance(HOUR)
    expect(harness.events).toEqual([closeEvent({ code: 3001, reason: 'bye', wasClean: true })])
    expect(harness.platform.transports).toHaveLength(1)
  })

  it.each<[string, (transport: Harness['transport']) => void]>([
    ['a failure', (transport) => transport.fail({ code: 'ERR_PROTOCOL' })],
    ['an invalid close frame', (transport) => transport.end(999, 'x')],
    ['a lost connection', (transport) => transport.end()],
  ])('is followed by no error, though the platform reports %s', (_what, end) => {
    harness.open({ reconnect: true }).ws.disconnect()
    end(harness.transport)
    expect(harness.events).toEqual([closeEvent()])
  })

  it('lets no message through, and ends with the server’s close frame, even if the two cross', () => {
    harness.open().ws.disconnect()
    harness.transport.message('late')
    harness.transport.end(1001, 'first')
    harness.clock.advance(HOUR)
    expect(harness.trace).toEqual(['close 1001'])
  })

  it('drops the socket after closeTimeout', () => {
    harness.open({ closeTimeout: 100 }).ws.disconnect(3001)
    harness.clock.advance(99)
    expect(harness.trace).toEqual([])
    harness.clock.advance(1)
    expect(harness.events).toEqual([closeEvent()])
    expect(harness.transport.log).toEqual(['close 3001', 'drop'])
  })
})

describe('disconnect while connecting', () => {
  it('gives up the attempt: no ONERROR, one ONCLOSE, in a later task', () => {
    harness.connect({ reconnect: true }).ws.disconnect(3001, 'unused')
    expect(harness.transport.log).toEqual(['drop'])
    expect(harness.trace).toEqual([])
    harness.clock.advance(0)
    harness.clock.advance(HOUR)
    expect(harness.events).toEqual([closeEvent()])
  })

  it('calls no URI function any more', async () => {
    let calls = 0
    harness.ws.connect(() => `ws://h/${(calls += 1)}`)
    harness.leave()
    await settled()
    expect(calls).toBe(0)
    expect(harness.trace).toEqual(['close 1006'])
  })

  it.each(['gives', 'fails'])(
    'does not wait for a URI function, and ignores what it %s later',
    async (how) => {
      let answer = (): void => undefined
      const late = new Promise<string>((resolve, reject) => {
        answer = () => (how === 'gives' ? resolve('ws://late.test/') : reject(new Error('late')))
      })
      harness.ws.connect(() => late)
      await settled()
      expect(harness.leave().take()).toEqual(['close 1006'])
      answer()
      harness.connect()
      await settled()
      expect(harness.trace).toEqual([])
      expect(harness.platform.transports).toHaveLength(1)
    },
  )
})

it('disconnect while waiting is followed by one ONCLOSE: 1006, final, with the rest unsent', () => {
  harness.open({ reconnect: true, queue: true }).transport.end(1001)
  harness.ws.send('kept')
  harness.ws.disconnect(4000, 'unused')
  expect(harness.take()).toEqual(['close 1001 retry'])
  harness.clock.advance(HOUR)
  expect(harness.events).toEqual([closeEvent({ unsent: ['kept'] })])
  expect(harness.platform.transports).toHaveLength(1)
})
