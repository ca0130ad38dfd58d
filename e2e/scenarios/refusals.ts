import { assert } from 'chai'
import type { WebSocketsErrorEvent } from 'wsevent'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

/** What the attempt ends with; a platform that reports no cause has ERR_CONNECT_FAILED for all of them. */
async function assertFails(
  harness: Harness,
  client: Recorder,
  code: string,
  status?: number,
): Promise<WebSocketsErrorEvent> {
  const { error } = await client.fails(harness.failure(code))
  assert.equal(error.status, harness.facts.reportsFailure ? status : undefined)
  assert.isAbove(error.reason.length, 10)
  // It names the origin, and no more of the URI.
  assert.include(error.reason, new URL(client.ws.url).host)
  assert.notInclude(error.reason, 'secret')
  assert.deepEqual(client.types, ['error', 'close'])
  return error
}

function fails(path: string, code = 'ERR_CONNECT_FAILED', status?: number): Scenario['run'] {
  return async (harness) =>
    void (await assertFails(harness, harness.connect(path).client, code, status))
}

function rejects(status: number): Scenario['run'] {
  return fails(`/handshake?status=${status}&token=secret`, 'ERR_HANDSHAKE_REJECTED', status)
}

/** Fails where the platform looks at the key, else opens. */
function badKey(accept: string): Scenario['run'] {
  const path = `/handshake?accept=${accept}&token=secret`
  return async (harness) => {
    if (harness.facts.checksAnswer) await fails(path)(harness)
    else await harness.open(path)
  }
}

/** Nothing is behind this URI. */
function leadsNowhere(uri: (harness: Harness) => string, code: string): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    client.connect(`${uri(harness)}/?token=secret`)
    await assertFails(harness, client, code)
  }
}

family('refusals', {
  // undici#4273, #4735, #4991, ws#1034: an error without a cause.
  'nobody listens': leadsNowhere(({ urls }) => urls.refused, 'ERR_CONNECTION_REFUSED'),

  'the port is one that browsers block, where nobody listens': async (harness) => {
    for (const port of [1, 6_666])
      await leadsNowhere(() => `ws://127.0.0.1:${port}`, 'ERR_CONNECTION_REFUSED')(harness)
  },

  'the host has no address': leadsNowhere(() => 'ws://wsevent.invalid', 'ERR_HOST_NOT_FOUND'),
  'the handshake is answered 401': rejects(401),
  'the handshake is answered 403': rejects(403),
  'the handshake is answered 404': rejects(404),
  'the handshake is answered 200': rejects(200),
  'the handshake is answered 503': rejects(503),

  'the handshake is answered 302': async (harness) => {
    const target = harness.server('/echo')
    const location = encodeURIComponent(target.path)
    const path = `/handshake?status=302&location=${location}&token=secret`
    if (harness.facts.followsRedirects) return void (await harness.open(path))
    const client = harness.client()
    client.connect(harness.server(path).uri)
    const { headers } = await assertFails(harness, client, 'ERR_HANDSHAKE_REJECTED', 302)
    assert.equal(headers?.['location'], harness.facts.reportsHeaders ? target.path : undefined)
    assert.deepEqual(await target.entries('request'), [])
  },

  'the handshake is answered 401, 200, 404 or 503, and a valid 101 follows': async (harness) => {
    for (const status of [401, 200, 404, 503]) {
      const path = `/reject-then-accept?status=${status}&token=secret`
      await fails(path, 'ERR_HANDSHAKE_REJECTED', status)(harness)
    }
  },

  'the accept key is wrong': badKey('d3Jvbmc='),
  'the accept key is missing': badKey('none'),
  'TCP ends instead of an answer': fails('/drop-handshake?token=secret'),
  'TCP is reset instead of an answer': fails('/drop-handshake?how=rst&token=secret'),
  'TCP ends in the middle of the answer': fails('/drop-mid-handshake?token=secret'),
})
