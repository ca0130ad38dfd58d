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
import { family } from './scenario.ts'
import type { LooseClient } from './sdk.ts'

type Refuses = (code: string, method: keyof LooseClient, ...parameters: readonly unknown[]) => void

/** Calls what must throw, and holds that nothing has changed. */
function refusalsOf(harness: Harness, client = harness.client()): Refuses {
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

family('misuse', {
  'connect refuses what is no URI': (harness) => {
    const refuses = refusalsOf(harness)
    for (const uri of badUris) refuses('ERR_INVALID_URI', 'connect', uri)
  },

  'the error of a URI shows neither query nor credentials': (harness) => {
    const { loose } = harness.client()
    const rest = '/?token=secret'
    for (const uri of [`ftp://me:secret@127.0.0.1${rest}`, `ws://me:secret@:1${rest}`]) {
      const error = thrownBy(() => loose.connect(uri))
      assert.instanceOf(error, harness.sdk.WebSocketsError)
      assert.notInclude(String(error), 'secret')
      assert.notProperty(error, 'cause')
    }
  },

  'connect refuses options that do not exist or are of the wrong type': (harness) => {
    const refuses = refusalsOf(harness)
    for (const options of badOptions) refuses('ERR_INVALID_OPTION', 'connect', URI, options)
  },

  'connect names the option that it refuses': (harness) => {
    const { loose } = harness.client()
    assert.throws(() => loose.connect(URI, { portt: 1 }), /portt/)
  },

  'connect checks the options of Node where they exist, and refuses them elsewhere': (harness) => {
    const refuses = refusalsOf(harness)
    const code = (elsewhere: string): string =>
      harness.facts.takesNodeOptions ? 'ERR_INVALID_OPTION' : elsewhere
    for (const options of badNodeOptions)
      refuses(code('ERR_OPTION_UNSUPPORTED'), 'connect', URI, options)
    for (const tls of badVersions)
      refuses(code('ERR_TLS_UNSUPPORTED'), 'connect', URI.replace('ws', 'wss'), { tls })
  },

  'connect refuses unless closed': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    client.connect(harness.server('/echo').uri)
    refuses('ERR_INVALID_STATE', 'connect', harness.urls.ws)
    await client.next('open')
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
    await client.next('open')
    refusesAll()
    client.ws.disconnect()
    refusesAll()
    await client.closed()
  },

  'send refuses what is neither text nor binary': async (harness) => {
    const { client, server } = await harness.open('/sink')
    const refuses = refusalsOf(harness, client)
    for (const data of badData) refuses('ERR_INVALID_DATA', 'send', data)
    client.ws.send('fine')
    assert.equal((await server.seen('message')).text, 'fine')
  },

  'send refuses memory that is shared, where there is any': async (harness) => {
    const { client } = await harness.open('/sink')
    const refuses = refusalsOf(harness, client)
    if (typeof SharedArrayBuffer !== 'function') return
    refuses('ERR_INVALID_DATA', 'send', new SharedArrayBuffer(4))
    refuses('ERR_INVALID_DATA', 'send', new Uint8Array(new SharedArrayBuffer(4)))
  },

  // sharedb#608: buffering by default. A queue is asked for.
  'send refuses unless open': async (harness) => {
    const client = harness.client()
    const refuses = refusalsOf(harness, client)
    refuses('ERR_INVALID_STATE', 'send', 'new')
    client.connect(harness.server('/echo').uri)
    refuses('ERR_INVALID_STATE', 'send', 'connecting')
    await client.next('open')
    client.ws.disconnect()
    refuses('ERR_INVALID_STATE', 'send', 'closing')
    await client.closed()
    refuses('ERR_INVALID_STATE', 'send', 'closed')
  },

  'addEventListener refuses types, handlers and options that are none': (harness) => {
    const refuses = refusalsOf(harness)
    const refusesAll = (code: string, values: readonly unknown[], ...before: unknown[]): void => {
      for (const value of values) refuses(code, 'addEventListener', ...before, value)
    }
    for (const type of badTypes) refuses('ERR_INVALID_LISTENER', 'addEventListener', type, noop)
    refusesAll('ERR_INVALID_LISTENER', badHandlers, 'wsevent')
    refusesAll('ERR_INVALID_OPTION', badListenerOptions, 'wsevent', noop)
  },

  'removeEventListener ignores what it does not know': (harness) => {
    const { loose } = harness.client()
    for (const type of [...badTypes, 'wsevent']) {
      for (const handler of [...badHandlers, noop]) loose.removeEventListener(type, handler)
    }
  },
})
