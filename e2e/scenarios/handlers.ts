import { assert } from 'chai'
import { family } from './scenario.ts'

export const handlers = family('calls inside handlers', {
  'disconnect in ONOPEN closes, and no message comes': async (context) => {
    const { ONOPEN, ONCLOSE } = context.sdk
    const client = context.client()
    const place = context.place('/greet', { count: 5 })
    client.ws.addEventListener(ONOPEN, () => {
      client.ws.disconnect(4_004, 'changed my mind')
      assert.equal(client.ws.readyState, 2)
    })
    await client.open(place.uri)
    assert.include(await client.closed(), { code: 4_004, wasClean: true })
    assert.include(await place.seen('close'), { code: 4_004, reason: 'changed my mind' })
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE])
  },

  'the remaining handlers still get the event': async (context) => {
    const { ONOPEN } = context.sdk
    const client = context.client()
    const states: number[] = []
    client.ws.addEventListener(ONOPEN, () => client.ws.disconnect())
    client.ws.addEventListener(ONOPEN, () => states.push(client.ws.readyState))
    await client.open(context.place('/echo').uri)
    await client.closed()
    assert.deepEqual(states, [2])
  },

  'disconnect in ONMESSAGE lets no further message through': async (context) => {
    const { ONMESSAGE } = context.sdk
    const client = context.client()
    client.ws.addEventListener(ONMESSAGE, () => client.ws.disconnect())
    await client.open(context.place('/greet', { count: 5 }).uri)
    await client.closed()
    assert.deepEqual(client.messages, ['greeting 0'])
  },

  'send in ONOPEN goes out first': async (context) => {
    const { ONOPEN } = context.sdk
    const client = context.client()
    const place = context.place('/sink')
    client.ws.addEventListener(ONOPEN, () => client.ws.send('login'))
    await client.open(place.uri)
    client.ws.send('then this')
    await place.seen('message', 2)
    assert.deepEqual(
      (await place.entries('message')).map(({ text }) => text),
      ['login', 'then this'],
    )
  },

  'connect throws in ONERROR, and disconnect there changes nothing': async (context) => {
    const { ONERROR, WebSocketsError } = context.sdk
    const client = context.client()
    const thrown: unknown[] = []
    client.ws.addEventListener(ONERROR, () => {
      try {
        client.ws.connect(context.place('/echo').uri)
      } catch (error) {
        thrown.push(error)
      }
      client.ws.disconnect()
    })
    client.connect(context.urls.refused)
    const { close } = await client.failed()
    assert.lengthOf(thrown, 1)
    assert.instanceOf(thrown[0], WebSocketsError)
    assert.equal((thrown[0] as { code: string }).code, 'ERR_INVALID_STATE')
    assert.include(close, { code: 1006, willReconnect: false })
  },

  'events of a call queue behind the dispatch that is under way': async (context) => {
    const { ONCLOSE, WSEVENT } = context.sdk
    const client = context.client()
    const order: string[] = []
    const again = (): void => {
      client.connect(context.place('/hang').uri)
      client.ws.disconnect()
      assert.equal(client.ws.readyState, 2)
    }
    client.ws.addEventListener(ONCLOSE, again, { once: true })
    client.ws.addEventListener(WSEVENT, ({ type }) => order.push(type))
    await client.open(context.place('/close', { code: 4_000 }).uri)
    assert.equal((await client.next(ONCLOSE)).code, 4_000)
    assert.equal((await client.next(ONCLOSE)).code, 1006)
    assert.deepEqual(order, client.types)
  },

  'a client that connects from each ONCLOSE does so each time': async (context) => {
    const { ONCLOSE, ONOPEN } = context.sdk
    const client = context.client()
    let left = 3
    client.ws.addEventListener(ONCLOSE, () => {
      left -= 1
      if (left > 0) client.connect(context.place('/close', { code: 4_000 }).uri)
    })
    client.connect(context.place('/close', { code: 4_000 }).uri)
    for (let count = 0; count < 3; count += 1) await client.next(ONCLOSE)
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE, ONOPEN, ONCLOSE, ONOPEN, ONCLOSE])
  },
})
