import { assert } from 'chai'
import type { WebSocketsCloseEvent } from 'wsevent'
import { type Harness, SOON, type Sides } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

/** A close with that code, and whether another attempt follows. */
function closes(code: number, willReconnect: boolean): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/echo', { reconnect: SOON })
    await server.command('close', { code, reason: 'maintenance' })
    const isKnown = harness.facts.takesLateCodes || code < 1012 || code > 1014
    const expected = isKnown ? { code, reason: 'maintenance', wasClean: true } : LOST
    assert.include(await client.next('close'), { ...expected, willReconnect })
    if (willReconnect) assert.include(await client.next('open'), { attempt: 2 })
    else assert.equal(client.ws.readyState, 3)
  }
}

function decidedBy(
  harness: Harness,
  shouldReconnect: (event: WebSocketsCloseEvent, error?: { code: string }) => boolean,
): Promise<Sides> {
  return harness.open('/echo', { reconnect: { ...SOON, shouldReconnect } })
}

family('reconnect', {
  'after a drop': async (harness) => {
    const { client, server } = await harness.open('/echo', { reconnect: SOON })
    await server.command('end')
    const { close } = await client.fails('ERR_CONNECTION_LOST', { willReconnect: true })
    assert.isAtLeast(close.delay ?? 0, SOON.minDelay)
    assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    assert.include(await client.next('open'), { attempt: 2 })
    assert.equal(await client.echo('as before'), 'as before')
  },

  'after 1001': closes(1001, true),
  'after 1011': closes(1011, true),
  // omi#5520: 1012 and 1013 were ignored.
  'after 1012': closes(1012, true),
  'after 1013': closes(1013, true),
  'not after 1000': closes(1000, false),
  'not after 1008': closes(1008, false),
  'not after 4000': closes(4_000, false),

  'not where nobody asked for it': async (harness) => {
    const { client, server } = await harness.open('/echo')
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
  },

  // reconnecting-websocket#78, robust-websocket#14: codes that applications cannot choose.
  'shouldReconnect is asked for every code, and obeyed': async (harness) => {
    const asked: number[] = []
    const { client, server } = await decidedBy(harness, ({ code, willReconnect }) => {
      assert.isFalse(willReconnect)
      asked.push(code)
      return code !== 1011
    })
    for (const code of [1000, 4_001]) {
      await server.command('close', { code })
      await client.next('open')
    }
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.deepEqual(asked, [1000, 4_001, 1011])
  },

  'shouldReconnect hears of the error': async (harness) => {
    const codes: unknown[] = []
    const { client, server } = await decidedBy(harness, (_, error) => codes.push(error?.code) === 0)
    await server.command('end')
    await client.closed()
    assert.deepEqual(codes, ['ERR_CONNECTION_LOST'])
  },

  'a throw of shouldReconnect is reported, and means no': async (harness) => {
    const { client, server } = await decidedBy(harness, () => {
      throw new Error('cannot decide')
    })
    const uncaught = wseventRunner.expectUncaught()
    await server.command('close', { code: 1011 })
    assert.include(await client.closed(), { code: 1011, willReconnect: false })
    assert.include(String(await uncaught), 'cannot decide')
  },

  'an attempt that never opened is made again': async (harness) => {
    const { client } = harness.connect('/flaky?refusals=2', { reconnect: SOON })
    assert.include(await client.next('open'), { attempt: 3 })
    assert.deepEqual(client.types, ['error', 'close', 'error', 'close', 'open'])
  },

  'the attempts are limited, and the last ONCLOSE says so': async (harness) => {
    const client = harness.refused({ reconnect: { ...SOON, attempts: 2 } })
    for (const willReconnect of [true, true, false])
      await client.fails(harness.failure('ERR_CONNECTION_REFUSED'), { willReconnect })
    assert.equal(client.ws.readyState, 3)
  },

  'every delay is within its bounds': async (harness) => {
    const reconnect = { minDelay: 2, maxDelay: 30 }
    const { client, server } = await harness.open('/echo', { reconnect })
    for (let retry = 1; retry <= 6; retry += 1) {
      await server.command('close', { code: 1011 })
      const { delay = 0 } = await client.next('close')
      assert.isAtLeast(delay, 2)
      assert.isAtMost(delay, Math.min(30, 2 + 2 * 2 ** (retry + 1)))
      assert.include(await client.next('open'), { attempt: retry + 1 })
    }
  },

  'Retry-After is waited for, where the platform tells it': async (harness) => {
    const { client } = harness.connect('/flaky?retry-after=1', { reconnect: SOON })
    const code = harness.failure('ERR_HANDSHAKE_REJECTED')
    const { error, close } = await client.fails(code, { willReconnect: true })
    assert.equal(error.status, harness.facts.reportsFailure ? 503 : undefined)
    if (harness.facts.reportsRetryAfter) assert.isAtLeast(close.delay ?? 0, 1000)
    else assert.isAtMost(close.delay ?? Infinity, SOON.maxDelay)
    await client.next('open')
  },

  'a rejection for good is final, where the platform tells it': async (harness) => {
    const { client } = harness.connect('/flaky?status=401', { reconnect: SOON })
    const willReconnect = !harness.facts.reportsFailure
    await client.fails(harness.failure('ERR_HANDSHAKE_REJECTED'), { willReconnect })
  },

  'disconnect ends the waiting': async (harness) => {
    const { client, server } = await harness.waiting()
    assert.throws(() => client.ws.connect(server.uri), /connect/)
    client.ws.disconnect(4_000, 'unused')
    assert.include(await client.closed(), LOST)
    assert.deepEqual(client.types, ['open', 'close', 'close'])
  },

  'disconnect in an ONCLOSE that will reconnect ends it': async (harness) => {
    const { client, server } = await harness.open('/echo', { reconnect: SOON })
    client.ws.addEventListener('close', () => client.ws.disconnect())
    await server.command('close', { code: 1011 })
    assert.include(await client.next('close'), { code: 1011, willReconnect: true })
    assert.include(await client.closed(), LOST)
    assert.lengthOf(await server.entries('request'), 1)
  },

  'disconnect in an ONERROR ends it with one ONCLOSE': async (harness) => {
    const { client, server } = await harness.open('/echo', { reconnect: SOON })
    client.ws.addEventListener('error', () => client.ws.disconnect())
    await server.command('end')
    await client.fails('ERR_CONNECTION_LOST')
  },

  'an abort ends the waiting': async (harness) => {
    const abort = new AbortController()
    const { client } = await harness.waiting({ signal: abort.signal })
    abort.abort()
    assert.include(await client.closed(), LOST)
  },

  'opened and closed span all attempts': async (harness) => {
    const { client, server } = harness.connect('/flaky', { reconnect: SOON })
    assert.include(await client.ws.opened, { attempt: 2 })
    await server.command('close', { code: 1000 })
    assert.include(await client.ws.closed, { code: 1000, willReconnect: false })
  },
})
