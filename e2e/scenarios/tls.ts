import { assert } from 'chai'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'
import type { Endpoint } from './test-server.ts'

const secure = ({ secureUri }: Endpoint): string => secureUri

family('tls', {
  'wss: carries messages': async (harness) => {
    const { client } = harness.connect('/echo', harness.facts.trust, secure)
    const { tls } = await client.next('open')
    assert.equal(await client.echo('over TLS'), 'over TLS')
    assert.equal(tls?.protocol, harness.facts.reportsTls ? harness.sdk.TLS_1_3 : undefined)
  },

  'tls pins the version where ws is bound, and is refused elsewhere': async (harness) => {
    const { TLS_1_2, TLS_1_3 } = harness.sdk
    if (await isRefused(harness, 'tls', TLS_1_2)) return
    for (const version of [TLS_1_2, TLS_1_3] as const) {
      const options = { ...harness.facts.trust, tls: version }
      const { client, server } = harness.connect('/echo', options, secure)
      const { tls } = await client.next('open')
      assert.equal((await server.seen('request')).tls, version)
      assert.equal(tls?.protocol, harness.facts.reportsTls ? version : undefined)
    }
  },

  'a version that the server does not speak is a TLS failure where ws is bound': async (
    harness,
  ) => {
    const { TLS_1_0, TLS_1_1 } = harness.sdk
    for (const version of [TLS_1_0, TLS_1_1] as const) {
      if (await isRefused(harness, 'tls', version)) continue
      const options = { ...harness.facts.trust, tls: version }
      const { client } = harness.connect('/echo', options, secure)
      await client.fails('ERR_TLS_FAILED')
    }
  },

  'a certificate that nobody vouches for is refused': async (harness) => {
    const { client } = harness.connect('/echo', {}, secure)
    if (harness.facts.checksCertificates) await client.fails('ERR_TLS_FAILED')
    else await client.next('open')
  },

  'a server that speaks no TLS fails the attempt': async (harness) => {
    const { client } = harness.connect('/echo', {}, ({ uri }) => uri.replace('ws:', 'wss:'))
    await client.fails(harness.failure('ERR_TLS_FAILED'))
    assert.deepEqual(client.types, ['error', 'close'])
  },

  'tls with ws: asks for what it would not get': (harness) => {
    const { ws, loose } = harness.client()
    const code = harness.facts.takesNodeOptions ? 'err_invalid_option' : 'err_tls_unsupported'
    const { uri } = harness.server('/echo')
    assert.throws(() => loose.connect(uri, { tls: harness.sdk.TLS_1_2 }), code)
    assert.equal(ws.readyState, 3)
  },
})
