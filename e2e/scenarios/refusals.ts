import { assert } from 'chai'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'
import type { Query } from './test-server.ts'

/** What the attempt ends with; a platform that does not tell failures has ERR_CONNECT_FAILED for all of them. */
async function assertFails(
  harness: Harness,
  client: Recorder,
  told: string,
  status?: number,
): Promise<void> {
  const { error, close } = await client.failed()
  const { reportsFailure } = harness.facts
  assert.equal(error.code, reportsFailure ? told : 'ERR_CONNECT_FAILED')
  assert.equal(error.status, reportsFailure ? status : undefined)
  assert.isAbove(error.reason.length, 10)
  assert.notInclude(error.reason, 'secret')
  assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
  assert.deepEqual(client.types, [harness.sdk.ONERROR, harness.sdk.ONCLOSE])
}

function fails(path: string, query: Query, told: string, status?: number): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    client.connect(harness.server(path, { ...query, token: 'secret' }).uri)
    await assertFails(harness, client, told, status)
  }
}

function rejects(status: number): Scenario['run'] {
  return fails('/handshake', { status }, 'ERR_HANDSHAKE_REJECTED', status)
}

/** Fails where the platform looks at the key, else opens. */
function badKey(accept: string): Scenario['run'] {
  return async (harness) => {
    if (harness.facts.checksAnswer)
      return fails('/handshake', { accept }, 'ERR_CONNECT_FAILED')(harness)
    await harness.client().open(harness.server('/handshake', { accept }).uri)
  }
}

export const refusals = family('refusals', {
  'nobody listens': async (harness) => {
    const client = harness.client()
    client.connect(`${harness.urls.refused}/?token=secret`)
    await assertFails(harness, client, 'ERR_CONNECTION_REFUSED')
  },

  'the port is one that browsers block, where nobody listens': async (harness) => {
    for (const port of [1, 6_666]) {
      const client = harness.client()
      client.connect(`ws://127.0.0.1:${port}/?token=secret`)
      await assertFails(harness, client, 'ERR_CONNECTION_REFUSED')
    }
  },

  'the host has no address': async (harness) => {
    const client = harness.client()
    client.connect('ws://wsevent.invalid/?token=secret')
    await assertFails(harness, client, 'ERR_HOST_NOT_FOUND')
  },

  'the handshake is answered 401': rejects(401),
  'the handshake is answered 403': rejects(403),
  'the handshake is answered 404': rejects(404),
  'the handshake is answered 200': rejects(200),
  'the handshake is answered 503': rejects(503),

  'the handshake is answered 302': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    client.connect(
      harness.server('/handshake', { status: 302, location: server.path, token: 'secret' }).uri,
    )
    if (harness.facts.followsRedirects) return void (await client.next(harness.sdk.ONOPEN))
    await assertFails(harness, client, 'ERR_HANDSHAKE_REJECTED', 302)
    assert.deepEqual(await server.entries('request'), [])
  },

  'the accept key is wrong': badKey('d3Jvbmc='),
  'the accept key is missing': badKey('none'),
  'TCP ends instead of an answer': fails('/drop-handshake', {}, 'ERR_CONNECT_FAILED'),
  'TCP is reset instead of an answer': fails(
    '/drop-handshake',
    { how: 'rst' },
    'ERR_CONNECT_FAILED',
  ),
  'TCP ends in the middle of the answer': fails('/drop-mid-handshake', {}, 'ERR_CONNECT_FAILED'),
})
