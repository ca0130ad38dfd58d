import { assert } from 'chai'
import type { WebSocketsCloseEvent } from 'wsevent'
import type { Context } from './context.ts'
import { type Scenario, family } from './scenario.ts'

const SOON = { minDelay: 10, maxDelay: 40 }
const NEVER = { minDelay: 600_000, maxDelay: 600_000 }

/** A close with that code, and whether another attempt follows. */
function closes(code: number, willReconnect: boolean): Scenario['run'] {
  return async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: SOON })
    await place.command('close', { code, reason: 'maintenance' })
    const isKnown = context.facts.takesLateCodes || code < 1012 || code > 1014
    const told = isKnown
      ? { code, reason: 'maintenance', wasClean: true }
      : { code: 1006, reason: '', wasClean: false }
    assert.include(await client.next(context.sdk.ONCLOSE), { ...told, willReconnect })
    if (willReconnect) assert.include(await client.next(context.sdk.ONOPEN), { attempt: 2 })
    else assert.equal(client.ws.readyState, 3)
  }
}

function lostCode(context: Context): string {
  return context.facts.tellsFailure ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED'
}

export const reconnect = family('reconnect', {
  'after a drop': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: SOON })
    await place.command('end')
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECTION_LOST')
    assert.include(close, { code: 1006, wasClean: false, willReconnect: true })
    assert.isAtLeast(close.delay ?? 0, SOON.minDelay)
    assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    assert.include(await client.next(context.sdk.ONOPEN), { attempt: 2 })
    client.ws.send('as before')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'as before')
  },

  'after 1001': closes(1001, true),
  'after 1011': closes(1011, true),
  'after 1012': closes(1012, true),
  'after 1013': closes(1013, true),
  'not after 1000': closes(1000, false),
  'not after 1008': closes(1008, false),
  'not after 4000': closes(4_000, false),

  'not where nobody asked for it': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    await place.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
  },

  'shouldReconnect is asked for every code, and obeyed': async (context) => {
    const asked: number[] = []
    const shouldReconnect = ({ code, willReconnect }: WebSocketsCloseEvent): boolean => {
      assert.isFalse(willReconnect)
      asked.push(code)
      return code !== 1011
    }
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: { ...SOON, shouldReconnect } })
    for (const code of [1000, 4_001]) {
      await place.command('close', { code })
      await client.next(context.sdk.ONOPEN)
    }
    await place.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.deepEqual(asked, [1000, 4_001, 1011])
  },

  'shouldReconnect hears of the error': async (context) => {
    const codes: unknown[] = []
    const client = context.client()
    const place = context.place('/echo')
    const shouldReconnect = (_: WebSocketsCloseEvent, error?: { code: string }): boolean => {
      codes.push(error?.code)
      return false
    }
    await client.open(place.uri, { reconnect: { ...SOON, shouldReconnect } })
    await place.command('end')
    await client.closed()
    assert.deepEqual(codes, ['ERR_CONNECTION_LOST'])
  },

  'a throw of shouldReconnect is reported, and means no': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    const shouldReconnect = (): boolean => {
      throw new Error('cannot decide')
    }
    await client.open(place.uri, { reconnect: { ...SOON, shouldReconnect } })
    const uncaught = context.expectUncaught()
    await place.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.include(String(await uncaught), 'cannot decide')
  },

  'an attempt that never opened is made again': async (context) => {
    const client = context.client()
    const place = context.place('/flaky', { refusals: 2 })
    assert.include(await client.open(place.uri, { reconnect: SOON }), { attempt: 3 })
    const { ONERROR, ONCLOSE, ONOPEN } = context.sdk
    assert.deepEqual(client.types, [ONERROR, ONCLOSE, ONERROR, ONCLOSE, ONOPEN])
  },

  'the attempts are limited, and the last ONCLOSE says so': async (context) => {
    const client = context.client()
    client.connect(context.urls.refused, { reconnect: { ...SOON, attempts: 2 } })
    for (const willReconnect of [true, true, false]) {
      const { error, close } = await client.failed()
      assert.equal(error.code, lostCode(context))
      assert.include(close, { code: 1006, willReconnect })
    }
    assert.equal(client.ws.readyState, 3)
  },

  'every delay is within its bounds': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: { minDelay: 2, maxDelay: 30 } })
    for (let retry = 1; retry <= 6; retry += 1) {
      await place.command('close', { code: 1011 })
      const { delay = 0 } = await client.next(context.sdk.ONCLOSE)
      assert.isAtLeast(delay, 2)
      assert.isAtMost(delay, Math.min(30, 2 * 2 ** retry))
      assert.include(await client.next(context.sdk.ONOPEN), { attempt: retry + 1 })
    }
  },

  'Retry-After is waited for, where the platform tells it': async (context) => {
    const client = context.client()
    const place = context.place('/flaky', { 'retry-after': 1 })
    client.connect(place.uri, { reconnect: SOON })
    const { error, close } = await client.failed()
    assert.isTrue(close.willReconnect)
    if (context.facts.tellsFailure) {
      assert.include(error, { code: 'ERR_HANDSHAKE_REJECTED', status: 503 })
      assert.isAtLeast(close.delay ?? 0, 1000)
    } else assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    await client.next(context.sdk.ONOPEN)
  },

  'a rejection for good is final, where the platform tells it': async (context) => {
    const client = context.client()
    const place = context.place('/flaky', { status: 401 })
    client.connect(place.uri, { reconnect: SOON })
    const { close } = await client.failed()
    assert.equal(close.willReconnect, !context.facts.tellsFailure)
  },

  'disconnect ends the waiting': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: NEVER })
    await place.command('close', { code: 1011 })
    assert.include(await client.next(context.sdk.ONCLOSE), { willReconnect: true, delay: 600_000 })
    assert.equal(client.ws.readyState, 0)
    assert.throws(() => client.ws.connect(place.uri), /connect/)
    client.ws.disconnect(4_000, 'unused')
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    const { ONOPEN, ONCLOSE } = context.sdk
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE, ONCLOSE])
  },

  'disconnect in an ONCLOSE that will reconnect ends it': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    client.ws.addEventListener(context.sdk.ONCLOSE, () => client.ws.disconnect())
    await client.open(place.uri, { reconnect: SOON })
    await place.command('close', { code: 1011 })
    assert.include(await client.next(context.sdk.ONCLOSE), { code: 1011, willReconnect: true })
    assert.include(await client.closed(), { code: 1006, wasClean: false })
    assert.lengthOf(await place.entries('request'), 1)
  },

  'disconnect in an ONERROR ends it with one ONCLOSE': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    client.ws.addEventListener(context.sdk.ONERROR, () => client.ws.disconnect())
    await client.open(place.uri, { reconnect: SOON })
    await place.command('end')
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECTION_LOST')
    assert.include(close, { code: 1006, willReconnect: false })
  },

  'an abort ends the waiting': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    const abort = new AbortController()
    await client.open(place.uri, { reconnect: NEVER, signal: abort.signal })
    await place.command('close', { code: 1011 })
    await client.next(context.sdk.ONCLOSE)
    abort.abort()
    assert.include(await client.closed(), { code: 1006, wasClean: false, willReconnect: false })
  },

  'opened and closed span all attempts': async (context) => {
    const client = context.client()
    const place = context.place('/flaky')
    client.connect(place.uri, { reconnect: SOON })
    assert.include(await client.ws.opened, { attempt: 2 })
    await place.command('close', { code: 1000 })
    assert.include(await client.ws.closed, { code: 1000, willReconnect: false })
  },
})
