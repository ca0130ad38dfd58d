import { assert } from 'chai'
import * as bad from './bad-values.ts'
import type { Harness } from './harness.ts'
import { type Scenario, family } from './scenario.ts'
import type { LooseClient } from './sdk.ts'

type Method = keyof LooseClient
type Refuses = (code: string, method: Method, ...parameters: readonly unknown[]) => void
type State = 'new' | 'connecting' | 'open' | 'closing' | 'closed'

/** Calls what must throw, and holds that nothing has changed. */
function refusalsOf(harness: Harness, client = harness.client()): Refuses {
  const { ws } = client
  const state = (): readonly unknown[] => {
    return [ws.readyState, ws.url, ws.protocol, ws.bufferedAmount, client.types.length]
  }
  return (code, method, ...parameters) => {
    const what = `${method}(${parameters.map(String).join(', ')})`
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

/** A new client refuses each of these as the last argument. */
function refuses(
  code: string,
  method: Method,
  values: readonly unknown[],
  ...before: readonly unknown[]
): (harness: Harness) => void {
  return (harness) => {
    const refusesOne = refusalsOf(harness)
    for (const value of values) refusesOne(code, method, ...before, value)
  }
}

/** Goes through all states of a client. */
function inEachState(act: (refusesOne: Refuses, state: State) => void): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    const refusesOne = refusalsOf(harness, client)
    act(refusesOne, 'new')
    client.connect(harness.server('/echo').uri)
    act(refusesOne, 'connecting')
    await client.next('open')
    act(refusesOne, 'open')
    client.ws.disconnect()
    act(refusesOne, 'closing')
    await client.closed()
    act(refusesOne, 'closed')
  }
}

const noop = (): void => undefined

family('misuse', {
  'connect refuses what is no URI': refuses('ERR_INVALID_URI', 'connect', bad.uris),

  'the constructor takes nothing, and says what does': (harness) => {
    const Loose = harness.sdk.WebSockets as unknown as new (uri: string) => unknown
    const error = thrownBy(() => new Loose(bad.URI))
    assert.instanceOf(error, harness.sdk.WebSocketsError)
    assert.include(error, { code: 'ERR_INVALID_OPTION' })
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

  'connect refuses options that do not exist or are of the wrong type': refuses(
    'ERR_INVALID_OPTION',
    'connect',
    bad.options,
    bad.URI,
  ),

  'connect names the option that it refuses': (harness) => {
    const { loose } = harness.client()
    assert.throws(() => loose.connect(bad.URI, { portt: 1 }), /portt/)
  },

  'connect checks the options of Node where they exist, and refuses them elsewhere': (harness) => {
    const { takesNodeOptions, takes } = harness.facts
    const code = (name: string, elsewhere: string): string =>
      takesNodeOptions || takes.includes(name) ? 'ERR_INVALID_OPTION' : elsewhere
    const tls = bad.versions.map((version) => ({ tls: version }))
    for (const options of bad.nodeOptions) {
      const [name = ''] = Object.keys(options)
      refuses(code(name, 'ERR_OPTION_UNSUPPORTED'), 'connect', [options], bad.URI)(harness)
    }
    const secure = bad.URI.replace('ws', 'wss')
    refuses(code('tls', 'ERR_TLS_UNSUPPORTED'), 'connect', tls, secure)(harness)
  },

  'connect refuses while connecting or open': inEachState((refusesOne, state) => {
    if (state === 'connecting' || state === 'open')
      refusesOne('ERR_INVALID_STATE', 'connect', bad.URI)
  }),

  'disconnect refuses codes and reasons that may not be sent, in every state': inEachState(
    (refusesOne) => {
      for (const given of bad.closes) refusesOne('ERR_INVALID_CLOSE', 'disconnect', ...given)
    },
  ),

  'send refuses what is neither text nor binary': async (harness) => {
    const { client, server } = await harness.open('/sink')
    const refusesOne = refusalsOf(harness, client)
    for (const data of bad.data) refusesOne('ERR_INVALID_DATA', 'send', data)
    client.ws.send('fine')
    assert.equal((await server.seen('message')).text, 'fine')
  },

  'send refuses memory that is shared, where there is any': async (harness) => {
    const { client } = await harness.open('/sink')
    const refusesOne = refusalsOf(harness, client)
    if (typeof SharedArrayBuffer !== 'function') return
    const shared = new SharedArrayBuffer(4)
    for (const data of [shared, new Uint8Array(shared)])
      refusesOne('ERR_INVALID_DATA', 'send', data)
  },

  // sharedb#608: buffering by default. Here a queue is asked for.
  'send refuses unless open': inEachState((refusesOne, state) => {
    if (state !== 'open') refusesOne('ERR_INVALID_STATE', 'send', state)
  }),

  'addEventListener refuses types, handlers and options that are none': (harness) => {
    for (const type of bad.types)
      refuses('ERR_INVALID_LISTENER', 'addEventListener', [noop], type)(harness)
    refuses('ERR_INVALID_LISTENER', 'addEventListener', bad.handlers, 'wsevent')(harness)
    refuses('ERR_INVALID_OPTION', 'addEventListener', bad.listenerOptions, 'wsevent', noop)(harness)
  },

  'removeEventListener ignores what it does not know': (harness) => {
    const { loose } = harness.client()
    for (const type of [...bad.types, 'wsevent']) {
      for (const handler of [...bad.handlers, noop]) loose.removeEventListener(type, handler)
    }
  },
})
