import { assert } from 'chai'
import type { ConnectOptions } from 'wsevent'
import type { Harness } from './harness.ts'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

async function opensWith(harness: Harness, options: ConnectOptions): Promise<string | undefined> {
  const client = harness.client()
  const event = await client.open(harness.server('/echo').secureUri, {
    ...harness.facts.trust,
    ...options,
  })
  return event.tls?.protocol
}

export const tls = family('tls', {
  'wss: carries messages': async (harness) => {
    const client = harness.client()
    const { tls: info } = await client.open(harness.server('/echo').secureUri, harness.facts.trust)
    client.ws.send('over TLS')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'over TLS')
    assert.equal(info?.protocol, harness.facts.reportsTls ? harness.sdk.TLS_1_3 : undefined)
  },

  'tls pins the version where ws is bound, and is refused elsewhere': async (harness) => {
    const { TLS_1_2, TLS_1_3 } = harness.sdk
    if (await isRefused(harness, 'tls', TLS_1_2)) return
    assert.equal(await opensWith(harness, { tls: TLS_1_2 }), TLS_1_2)
    assert.equal(await opensWith(harness, { tls: TLS_1_3 }), TLS_1_3)
  },

  'a version that the server does not speak is a TLS failure where ws is bound': async (
    harness,
  ) => {
    const { TLS_1_0, TLS_1_1 } = harness.sdk
    for (const version of [TLS_1_0, TLS_1_1]) {
      if (await isRefused(harness, 'tls', version)) continue
      const client = harness.client()
      client.loose.connect(harness.server('/echo').secureUri, {
        ...harness.facts.trust,
        tls: version,
      })
      const { error, close } = await client.failed()
      assert.equal(error.code, 'ERR_TLS_FAILED')
      assert.include(close, { code: 1006, wasClean: false })
    }
  },

  'a certificate that nobody vouches for is refused': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/echo').secureUri)
    if (!harness.facts.checksCertificates) return void (await client.next(harness.sdk.ONOPEN))
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_TLS_FAILED')
    assert.include(close, { code: 1006, wasClean: false })
  },

  'a server that speaks no TLS fails the attempt': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/echo').uri.replace('ws:', 'wss:'))
    const { error, close } = await client.failed()
    assert.equal(error.code, harness.facts.reportsFailure ? 'ERR_TLS_FAILED' : 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, reason: '', wasClean: false })
    assert.notInclude(client.types, harness.sdk.ONOPEN)
  },

  'tls with ws: asks for what it would not get': async (harness) => {
    const client = harness.client()
    const code = harness.facts.takesNodeOptions ? 'err_invalid_option' : 'err_tls_unsupported'
    assert.throws(
      () => client.loose.connect(harness.server('/echo').uri, { tls: harness.sdk.TLS_1_2 }),
      code,
    )
    assert.equal(client.ws.readyState, 3)
  },
})
