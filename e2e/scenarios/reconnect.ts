import { assert } from 'chai'
import type { WebSocketsCloseEvent } from 'wsevent'
import type { Harness } from './harness.ts'
import { type Scenario, family } from './scenario.ts'

const SOON = { minDelay: 10, maxDelay: 40 }
const NEVER = { minDelay: 600_000, maxDelay: 600_000 }

/** A close with that code, and whether another attempt follows. */
function closes(code: number, willReconnect: boolean): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { reconnect: SOON })
    await server.command('close', { code, reason: 'maintenance' })
    const isKnown = harness.facts.takesLateCodes || code < 1012 || code > 1014
    const told = isKnown
      ? { code, reason: 'maintenance', wasClean: true }
      : { code: 1006, reason: '', wasClean: false }
    assert.include(await client.next(harness.sdk.ONCLOSE), { ...told, willReconnect })
    if (willReconnect) assert.include(await client.next(harness.sdk.ONOPEN), { attempt: 2 })
    else assert.equal(client.ws.readyState, 3)
  }
}

function lostCode(harness: Harness): string {
  return harness.facts.reportsFailure ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED'
}

export const reconnect = family('reconnect', {
  'after a drop': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { reconnect: SOON })
    await server.command('end')
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECTION_LOST')
    assert.include(close, { code: 1006, wasClean: false, willReconnect: true })
    assert.isAtLeast(close.delay ?? 0, SOON.minDelay)
    assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    assert.include(await client.next(harness.sdk.ONOPEN), { attempt: 2 })
    client.ws.send('as before')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'as before')
  },

  'after 1001': closes(1001, true),
  'after 1011': closes(1011, true),
  'after 1012': closes(1012, true),
  'after 1013': closes(1013, true),
  'not after 1000': closes(1000, false),
  'not after 1008': closes(1008, false),
  'not after 4000': closes(4_000, false),

  'not where nobody asked for it': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
  },

  'shouldReconnect is asked for every code, and obeyed': async (harness) => {
    const asked: number[] = []
    const shouldReconnect = ({ code, willReconnect }: WebSocketsCloseEvent): boolean => {
      assert.isFalse(willReconnect)
      asked.push(code)
      return code !== 1011
    }
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { reconnect: { ...SOON, shouldReconnect } })
    for (const code of [1000, 4_001]) {
      await server.command('close', { code })
      await client.next(harness.sdk.ONOPEN)
    }
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.deepEqual(asked, [1000, 4_001, 1011])
  },

  'shouldReconnect hears of the error': async (harness) => {
    const codes: unknown[] = []
    const client = harness.client()
    const server = harness.server('/echo')
    const shouldReconnect = (_: WebSocketsCloseEvent, error?: { code: string }): boolean => {
      codes.push(error?.code)
      return false
    }
    await client.open(server.uri, { reconnect: { ...SOON, shouldReconnect } })
    await server.command('end')
    await client.closed()
    assert.deepEqual(codes, ['ERR_CONNECTION_LOST'])
  },

  'a throw of shouldReconnect is reported, and means no': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    const shouldReconnect = (): boolean => {
      throw new Error('cannot decide')
    }
    await client.open(server.uri, { reconnect: { ...SOON, shouldReconnect } })
    const uncaught = harness.expectUncaught()
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.include(String(await uncaught), 'cannot decide')
  },

  'an attempt that never opened is made again': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flaky', { refusals: 2 })
    assert.include(await client.open(server.uri, { reconnect: SOON }), { attempt: 3 })
    const { ONERROR, ONCLOSE, ONOPEN } = harness.sdk
    assert.deepEqual(client.types, [ONERROR, ONCLOSE, ONERROR, ONCLOSE, ONOPEN])
  },

  'the attempts are limited, and the last ONCLOSE says so': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused, { reconnect: { ...SOON, attempts: 2 } })
    for (const willReconnect of [true, true, false]) {
      const { error, close } = await client.failed()
      assert.equal(error.code, lostCode(harness))
      assert.include(close, { code: 1006, willReconnect })
    }
    assert.equal(client.ws.readyState, 3)
  },

  'every delay is within its bounds': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { reconnect: { minDelay: 2, maxDelay: 30 } })
    for (let retry = 1; retry <= 6; retry += 1) {
      await server.command('close', { code: 1011 })
      const { delay = 0 } = await client.next(harness.sdk.ONCLOSE)
      assert.isAtLeast(delay, 2)
      assert.isAtMost(delay, Math.min(30, 2 * 2 ** retry))
      assert.include(await client.next(harness.sdk.ONOPEN), { attempt: retry + 1 })
    }
  },

  'Retry-After is waited for, where the platform tells it': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flaky', { 'retry-after': 1 })
    client.connect(server.uri, { reconnect: SOON })
    const { error, close } = await client.failed()
    assert.isTrue(close.willReconnect)
    if (harness.facts.reportsFailure) {
      assert.include(error, { code: 'ERR_HANDSHAKE_REJECTED', status: 503 })
      assert.isAtLeast(close.delay ?? 0, 1000)
    } else assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    await client.next(harness.sdk.ONOPEN)
  },

  'a rejection for good is final, where the platform tells it': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flaky', { status: 401 })
    client.connect(server.uri, { reconnect: SOON })
    const { close } = await client.failed()
    assert.equal(close.willReconnect, !harness.facts.reportsFailure)
  },

  'disconnect ends the waiting': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { reconnect: NEVER })
    await server.command('close', { code: 1011 })
    assert.include(await client.next(harness.sdk.ONCLOSE), { willReconnect: true, delay: 600_000 })
    assert.equal(client.ws.readyState, 0)
    assert.throws(() => client.ws.connect(server.uri), /connect/)
    client.ws.disconnect(4_000, 'unused')
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    const { ONOPEN, ONCLOSE } = harness.sdk
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE, ONCLOSE])
  },

  'disconnect in an ONCLOSE that will reconnect ends it': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    client.ws.addEventListener(harness.sdk.ONCLOSE, () => client.ws.disconnect())
    await client.open(server.uri, { reconnect: SOON })
    await server.command('close', { code: 1011 })
    assert.include(await client.next(harness.sdk.ONCLOSE), { code: 1011, willReconnect: true })
    assert.include(await client.closed(), { code: 1006, wasClean: false })
    assert.lengthOf(await server.entries('request'), 1)
  },

  'disconnect in an ONERROR ends it with one ONCLOSE': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    client.ws.addEventListener(harness.sdk.ONERROR, () => client.ws.disconnect())
    await client.open(server.uri, { reconnect: SOON })
    await server.command('end')
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECTION_LOST')
    assert.include(close, { code: 1006, willReconnect: false })
  },

  'an abort ends the waiting': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    const abort = new AbortController()
    await client.open(server.uri, { reconnect: NEVER, signal: abort.signal })
    await server.command('close', { code: 1011 })
    await client.next(harness.sdk.ONCLOSE)
    abort.abort()
    assert.include(await client.closed(), { code: 1006, wasClean: false, willReconnect: false })
  },

  'opened and closed span all attempts': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flaky')
    client.connect(server.uri, { reconnect: SOON })
    assert.include(await client.ws.opened, { attempt: 2 })
    await server.command('close', { code: 1000 })
    assert.include(await client.ws.closed, { code: 1000, willReconnect: false })
  },
})
