import { assert } from 'chai'
import type { WebSocketsEvent } from 'wsevent'
import { family } from './scenario.ts'

export const listeners = family('listeners', {
  'each type has listeners of its own': async (harness) => {
    const { ONOPEN, ONMESSAGE, ONCLOSE, ONERROR } = harness.sdk
    const client = harness.client()
    const heard: string[] = []
    for (const type of [ONCLOSE, ONERROR, ONMESSAGE, ONOPEN] as const) {
      client.ws.addEventListener(type, (event: WebSocketsEvent) =>
        heard.push(`${type} got ${event.type}`),
      )
    }
    await client.open(harness.server('/echo').uri)
    client.ws.send('x')
    await client.next(ONMESSAGE)
    client.ws.disconnect()
    await client.closed()
    assert.deepEqual(
      heard,
      [ONOPEN, ONMESSAGE, ONCLOSE].map((type) => `${type} got ${type}`),
    )
    client.connect(harness.urls.refused)
    await client.failed()
    assert.deepEqual(
      heard.slice(3),
      [ONERROR, ONCLOSE].map((type) => `${type} got ${type}`),
    )
  },

  'they run in the order added, whatever their type': async (harness) => {
    const { ONOPEN, WSEVENT } = harness.sdk
    const client = harness.client()
    const order: number[] = []
    client.ws.addEventListener(ONOPEN, () => order.push(1))
    client.ws.addEventListener(WSEVENT, ({ type }) => type === ONOPEN && order.push(2))
    client.ws.addEventListener(ONOPEN, () => order.push(3))
    await client.open(harness.server('/echo').uri)
    assert.deepEqual(order, [1, 2, 3])
  },

  'the same pair twice is one registration': async (harness) => {
    const { ONOPEN, WSEVENT } = harness.sdk
    const client = harness.client()
    let count = 0
    const handler = (event: WebSocketsEvent): void => void (event.type === ONOPEN && (count += 1))
    client.ws.addEventListener(WSEVENT, handler)
    client.ws.addEventListener(WSEVENT, handler, { once: true })
    await client.open(harness.server('/echo').uri)
    assert.equal(count, 1)
    client.ws.addEventListener(ONOPEN, handler)
    await client.finish()
    await client.open(harness.server('/echo').uri)
    assert.equal(count, 3, 'another type is another pair')
  },

  'once hears one event': async (harness) => {
    const client = harness.client()
    const heard: unknown[] = []
    client.ws.addEventListener(harness.sdk.ONMESSAGE, ({ data }) => heard.push(data), {
      once: true,
    })
    await client.open(harness.server('/greet', { count: 3, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(heard, ['greeting 0'])
  },

  'an abort of the signal removes the listener': async (harness) => {
    const { ONMESSAGE } = harness.sdk
    const client = harness.client()
    const heard: unknown[] = []
    const abort = new AbortController()
    client.ws.addEventListener(ONMESSAGE, ({ data }) => heard.push(data), { signal: abort.signal })
    client.ws.addEventListener(ONMESSAGE, () => abort.abort())
    client.ws.addEventListener(ONMESSAGE, () => heard.push('never'), {
      signal: AbortSignal.abort(),
    })
    await client.open(harness.server('/greet', { count: 3, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(heard, ['greeting 0'])
  },

  'a removed listener hears no more, and an unknown pair is ignored': async (harness) => {
    const { ONMESSAGE, ONOPEN } = harness.sdk
    const client = harness.client()
    const heard: unknown[] = []
    const handler = ({ data }: { readonly data: unknown }): void => void heard.push(data)
    client.ws.addEventListener(ONMESSAGE, handler)
    client.ws.removeEventListener(ONMESSAGE, () => undefined)
    client.loose.removeEventListener(ONOPEN, handler)
    client.ws.removeEventListener(ONMESSAGE, handler)
    client.ws.removeEventListener(ONMESSAGE, handler)
    await client.open(harness.server('/greet', { count: 2, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(heard, [])
  },

  'one added during a dispatch hears the next event': async (harness) => {
    const { ONMESSAGE } = harness.sdk
    const client = harness.client()
    const heard: unknown[] = []
    const late = ({ data }: { readonly data: unknown }): void => void heard.push(data)
    client.ws.addEventListener(ONMESSAGE, () => client.ws.addEventListener(ONMESSAGE, late))
    await client.open(harness.server('/greet', { count: 2, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(heard, ['greeting 1'])
  },

  'one removed during a dispatch is not called any more': async (harness) => {
    const { ONMESSAGE } = harness.sdk
    const client = harness.client()
    const heard: unknown[] = []
    const late = ({ data }: { readonly data: unknown }): void => void heard.push(data)
    client.ws.addEventListener(ONMESSAGE, () => client.ws.removeEventListener(ONMESSAGE, late))
    client.ws.addEventListener(ONMESSAGE, late)
    await client.open(harness.server('/greet', { count: 2, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(heard, [])
  },

  'one that throws stops neither the others nor the connection': async (harness) => {
    const { ONOPEN, ONMESSAGE } = harness.sdk
    const client = harness.client()
    let isReached = false
    client.ws.addEventListener(ONOPEN, () => {
      throw new Error('thrown by a listener')
    })
    client.ws.addEventListener(ONOPEN, () => (isReached = true))
    const uncaught = harness.expectUncaught()
    await client.open(harness.server('/echo').uri)
    assert.isTrue(isReached)
    assert.include(String(await uncaught), 'thrown by a listener')
    client.ws.send('still open')
    assert.equal((await client.next(ONMESSAGE)).data, 'still open')
  },
})
