import { assert } from 'chai'
import type { ConnectOptions } from 'wsevent'
import type { Context } from './context.ts'
import { isRefused } from './node-only.ts'
import { family } from './scenario.ts'

async function opensWith(context: Context, options: ConnectOptions): Promise<string | undefined> {
  const client = context.client()
  const event = await client.open(context.place('/echo').secureUri, {
    ...context.facts.trust,
    ...options,
  })
  return event.tls?.protocol
}

export const tls = family('tls', {
  'wss: carries messages': async (context) => {
    const client = context.client()
    const { tls: info } = await client.open(context.place('/echo').secureUri, context.facts.trust)
    client.ws.send('over TLS')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'over TLS')
    assert.equal(info?.protocol, context.facts.reportsTls ? context.sdk.TLS_1_3 : undefined)
  },

  'tls pins the version where ws is bound, and is refused elsewhere': async (context) => {
    const { TLS_1_2, TLS_1_3 } = context.sdk
    if (await isRefused(context, 'tls', TLS_1_2)) return
    assert.equal(await opensWith(context, { tls: TLS_1_2 }), TLS_1_2)
    assert.equal(await opensWith(context, { tls: TLS_1_3 }), TLS_1_3)
  },

  'a version that the server does not speak is a TLS failure where ws is bound': async (
    context,
  ) => {
    const { TLS_1_0, TLS_1_1 } = context.sdk
    for (const version of [TLS_1_0, TLS_1_1]) {
      if (await isRefused(context, 'tls', version)) continue
      const client = context.client()
      client.loose.connect(context.place('/echo').secureUri, {
        ...context.facts.trust,
        tls: version,
      })
      const { error, close } = await client.failed()
      assert.equal(error.code, 'ERR_TLS_FAILED')
      assert.include(close, { code: 1006, wasClean: false })
    }
  },

  'a certificate that nobody vouches for is refused': async (context) => {
    const client = context.client()
    client.connect(context.place('/echo').secureUri)
    if (!context.facts.checksCertificates) return void (await client.next(context.sdk.ONOPEN))
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_TLS_FAILED')
    assert.include(close, { code: 1006, wasClean: false })
  },

  'a server that speaks no TLS fails the attempt': async (context) => {
    const client = context.client()
    client.connect(context.place('/echo').uri.replace('ws:', 'wss:'))
    const { error, close } = await client.failed()
    assert.equal(error.code, context.facts.tellsFailure ? 'ERR_TLS_FAILED' : 'ERR_CONNECT_FAILED')
    assert.include(close, { code: 1006, reason: '', wasClean: false })
    assert.notInclude(client.types, context.sdk.ONOPEN)
  },

  'tls with ws: asks for what it would not get': async (context) => {
    const client = context.client()
    const code = context.facts.takesNodeOptions ? 'err_invalid_option' : 'err_tls_unsupported'
    assert.throws(
      () => client.loose.connect(context.place('/echo').uri, { tls: context.sdk.TLS_1_2 }),
      code,
    )
    assert.equal(client.ws.readyState, 3)
  },
})
