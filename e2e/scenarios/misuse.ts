import { assert } from 'chai'
import {
  URI,
  badCloses,
  badData,
  badHandlers,
  badListenerOptions,
  badNodeOptions,
  badOptions,
  badTypes,
  badUris,
  badVersions,
  label,
} from './bad-values.ts'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'
import type { LooseClient } from './sdk.ts'

type Refuses = (code: string, method: keyof LooseClient, ...parameters: readonly unknown[]) => void

/** Calls what must throw, and holds that nothing has changed. */
function refusalsOf(harness: Harness, client: Recorder): Refuses {
  const { ws } = client
  const state = (): readonly unknown[] => {
    return [ws.readyState, ws.url, ws.protocol, ws.bufferedAmount, client.types.length]
  }
  return (code, method, ...parameters) => {
    const what = `${method}(${parameters.map(label).join(', ')})`
    const before = state()
    const thrown = thrownBy(() => client.loose[method](...parameters))
    assert.instanceOf(thrown, harness.sdk.WebSocketsError, `${what} throws`)
    assert.instanceOf(thrown, Error)
    assert.propertyVal(thrown, 'code', code, what)
    assert.include(thrown.message, `#${code.toLowerCase()}`, 'the message links the docs')
    assert.deepEqual(state(), before, `${what} changes nothing`)
  }
}

function thrownBy(call: () => void): unknown {
  try {
    call()
    return undefined
  } catch (error) {
    return error
  }
}

const noop = (): void => undefined

export const misuse = family('misuse', {
  'connect refuses what is no URI': (harness) => {
    const refuses = refusalsOf(harness, harness.client())
    for (const uri of badUris) refuses('ERR_INVALID_URI', 'connect', uri)
  },

  'the error of a URI shows neither query nor credentials': (harness) => {
    const client = harness.client()
    for (const uri of [
      'ftp://me:secret@127.0.0.1/?token=secret',
      'ws://me:secret@:1/?token=secret',
    ]) {
      const error = thrownBy(() => client.loose.connect(uri))
      assert.instanceOf(error, harness.sdk.WebSocketsError)
      assert.notInclude(String(error), 'secret')
      assert.notProperty(error, 'cause')
    }
  },

  'connect refuses options that do not exist or are of the wrong type': (harness) => {
    const refuses = refusalsOf(harness, harness.client())
    for (const options of badOptions) refuses('ERR_INVALID_OPTION', 'connect', URI, options)
  },

  'connect names the option that it refuses': (harness) => {
    const client = harness.client()
    const error = thrownBy(() => client.loose.connect(URI, { portt: 1 }))
    assert.match(String(error), /portt/)
  },

  'connect checks the options of Node where they exist, and refuses them elsewhere': (harness) => {
    const refuses = refusalsOf(harness, harness.client())
    const { takesNodeOptions } = harness.facts
    const code = takesNodeOptions ? 'ERR_INVALID_OPTION' : 'ERR_OPTION_UNSUPPORTED'
    for (const options of badNodeOptions) refuses(code, 'connect', URI, options)
    const tlsCode = takesNodeOptions ? 'ERR_INVALID_OPTION' : 'ERR_TLS_UNSUPPORTED'
    for (const tls of badVersions) refuses(tlsCode, 'connect', URI.replace('ws', 'wss'), { tls })
  },

  'connect refuses unless closed': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    client.connect(harness.server('/echo').uri)
    refuses('ERR_INVALID_STATE', 'connect', harness.urls.ws)
    await client.next(harness.sdk.ONOPEN)
    refuses('ERR_INVALID_STATE', 'connect', harness.urls.ws)
    client.ws.disconnect()
    refuses('ERR_INVALID_STATE', 'connect', harness.urls.ws)
    await client.closed()
    client.connect(harness.urls.refused)
    await client.closed()
  },

  'disconnect refuses codes and reasons that may not be sent, in every state': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    const refusesAll = (): void => {
      for (const given of badCloses) refuses('ERR_INVALID_CLOSE', 'disconnect', ...given)
    }
    refusesAll()
    client.connect(harness.server('/echo').uri)
    refusesAll()
    await client.next(harness.sdk.ONOPEN)
    refusesAll()
    client.ws.disconnect()
    refusesAll()
    await client.closed()
  },

  'send refuses what is neither text nor binary': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    const server = harness.server('/sink')
    await client.open(server.uri)
    for (const data of badData) refuses('ERR_INVALID_DATA', 'send', data)
    client.ws.send('fine')
    assert.equal((await server.seen('message')).text, 'fine')
  },

  'send refuses memory that is shared, where there is any': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    await client.open(harness.server('/sink').uri)
    if (typeof SharedArrayBuffer !== 'function') return
    refuses('ERR_INVALID_DATA', 'send', new SharedArrayBuffer(4))
    refuses('ERR_INVALID_DATA', 'send', new Uint8Array(new SharedArrayBuffer(4)))
  },

  'send refuses unless open': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    refuses('ERR_INVALID_STATE', 'send', 'new')
    client.connect(harness.server('/echo').uri)
    refuses('ERR_INVALID_STATE', 'send', 'connecting')
    await client.next(harness.sdk.ONOPEN)
    client.ws.disconnect()
    refuses('ERR_INVALID_STATE', 'send', 'closing')
    await client.closed()
    refuses('ERR_INVALID_STATE', 'send', 'closed')
  },

  'addEventListener refuses types, handlers and options that are none': (harness) => {
    const refuses = refusalsOf(harness, harness.client())
    const { WSEVENT } = harness.sdk
    for (const type of badTypes) refuses('ERR_INVALID_LISTENER', 'addEventListener', type, noop)
    for (const handler of badHandlers) {
      refuses('ERR_INVALID_LISTENER', 'addEventListener', WSEVENT, handler)
    }
    for (const options of badListenerOptions) {
      refuses('ERR_INVALID_OPTION', 'addEventListener', WSEVENT, noop, options)
    }
  },

  'removeEventListener ignores what it does not know': (harness) => {
    const { loose } = harness.client()
    const { WSEVENT } = harness.sdk
    for (const type of [...badTypes, WSEVENT]) {
      for (const handler of [...badHandlers, noop]) loose.removeEventListener(type, handler)
    }
  },
})
