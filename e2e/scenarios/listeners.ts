import { assert } from 'chai'
import type { WebSocketsEvent } from 'wsevent'
import type { Recorder } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

type Listener = (event: { readonly data: unknown }) => void

/** What a listener gets of three greetings and a close. */
function gets(
  expected: string[],
  addListeners: (client: Recorder, listener: Listener) => void,
): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    const got: unknown[] = []
    addListeners(client, ({ data }) => got.push(data))
    await client.open(harness.server('/greet?count=3&code=1000').uri)
    await client.closed()
    assert.deepEqual(got, expected)
  }
}

family('listeners', {
  'each type has listeners of its own': async (harness) => {
    const client = harness.client()
    const got: string[] = []
    for (const type of ['close', 'error', 'message', 'open'] as const) {
      client.ws.addEventListener(type, (event: WebSocketsEvent) =>
        got.push(`${type} ${event.type}`),
      )
    }
    await client.open(harness.server('/echo').uri)
    await client.echo('x')
    client.ws.disconnect()
    await client.closed()
    assert.deepEqual(got, ['open open', 'message message', 'close close'])
    client.connect(harness.urls.refused)
    await client.closed()
    assert.deepEqual(got.slice(3), ['error error', 'close close'])
  },

  'they run in the order added, whatever their type': async (harness) => {
    const client = harness.client()
    const order: number[] = []
    client.ws.addEventListener('open', () => order.push(1))
    client.ws.addEventListener('wsevent', ({ type }) => type === 'open' && order.push(2))
    client.ws.addEventListener('open', () => order.push(3))
    await client.open(harness.server('/echo').uri)
    assert.deepEqual(order, [1, 2, 3])
  },

  'the same pair twice is one registration': async (harness) => {
    const client = harness.client()
    let count = 0
    const handler = (event: WebSocketsEvent): void => void (event.type === 'open' && (count += 1))
    client.ws.addEventListener('wsevent', handler)
    client.ws.addEventListener('wsevent', handler, { once: true })
    await client.open(harness.server('/echo').uri)
    assert.equal(count, 1)
    client.ws.addEventListener('open', handler)
    await client.finish()
    await client.open(harness.server('/echo').uri)
    assert.equal(count, 3, 'another type is another pair')
  },

  'once hears one event': gets(['greeting 0'], ({ ws }, listener) =>
    ws.addEventListener('message', listener, { once: true }),
  ),

  'an abort of the signal removes the listener': gets(['greeting 0'], ({ ws }, listener) => {
    const abort = new AbortController()
    ws.addEventListener('message', listener, { signal: abort.signal })
    ws.addEventListener('message', () => abort.abort())
    ws.addEventListener('message', () => listener({ data: 'never' }), {
      signal: AbortSignal.abort(),
    })
  }),

  'a removed listener hears no more, and an unknown pair is ignored': gets(
    [],
    ({ ws, loose }, listener) => {
      ws.addEventListener('message', listener)
      ws.removeEventListener('message', () => undefined)
      loose.removeEventListener('open', listener)
      ws.removeEventListener('message', listener)
      ws.removeEventListener('message', listener)
    },
  ),

  'one added during a dispatch hears the next event': gets(
    ['greeting 1', 'greeting 2'],
    ({ ws }, listener) =>
      ws.addEventListener('message', () => ws.addEventListener('message', listener)),
  ),

  'one removed during a dispatch is not called any more': gets([], ({ ws }, listener) => {
    ws.addEventListener('message', () => ws.removeEventListener('message', listener))
    ws.addEventListener('message', listener)
  }),

  'one that throws stops neither the others nor the connection': async (harness) => {
    const client = harness.client()
    let isReached = false
    client.ws.addEventListener('open', () => {
      throw new Error('thrown by a listener')
    })
    client.ws.addEventListener('open', () => (isReached = true))
    const uncaught = wseventRunner.expectUncaught()
    await client.open(harness.server('/echo').uri)
    assert.isTrue(isReached)
    assert.include(String(await uncaught), 'thrown by a listener')
    assert.equal(await client.echo('still open'), 'still open')
  },
})
