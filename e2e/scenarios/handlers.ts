import { assert } from 'chai'
import { family } from './scenario.ts'

export const handlers = family('calls inside handlers', {
  'disconnect in ONOPEN closes, and no message comes': async (harness) => {
    const { ONOPEN, ONCLOSE } = harness.sdk
    const client = harness.client()
    const server = harness.server('/greet', { count: 5 })
    client.ws.addEventListener(ONOPEN, () => {
      client.ws.disconnect(4_004, 'changed my mind')
      assert.equal(client.ws.readyState, 2)
    })
    await client.open(server.uri)
    assert.include(await client.closed(), { code: 4_004, wasClean: true })
    assert.include(await server.seen('close'), { code: 4_004, reason: 'changed my mind' })
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE])
  },

  'the remaining handlers still get the event': async (harness) => {
    const { ONOPEN } = harness.sdk
    const client = harness.client()
    const states: number[] = []
    client.ws.addEventListener(ONOPEN, () => client.ws.disconnect())
    client.ws.addEventListener(ONOPEN, () => states.push(client.ws.readyState))
    await client.open(harness.server('/echo').uri)
    await client.closed()
    assert.deepEqual(states, [2])
  },

  'disconnect in ONMESSAGE lets no further message through': async (harness) => {
    const { ONMESSAGE } = harness.sdk
    const client = harness.client()
    client.ws.addEventListener(ONMESSAGE, () => client.ws.disconnect())
    await client.open(harness.server('/greet', { count: 5 }).uri)
    await client.closed()
    assert.deepEqual(client.messages, ['greeting 0'])
  },

  'send in ONOPEN goes out first': async (harness) => {
    const { ONOPEN } = harness.sdk
    const client = harness.client()
    const server = harness.server('/sink')
    client.ws.addEventListener(ONOPEN, () => client.ws.send('login'))
    await client.open(server.uri)
    client.ws.send('then this')
    await server.seen('message', 2)
    assert.deepEqual(
      (await server.entries('message')).map(({ text }) => text),
      ['login', 'then this'],
    )
  },

  'connect throws in ONERROR, and disconnect there changes nothing': async (harness) => {
    const { ONERROR, WebSocketsError } = harness.sdk
    const client = harness.client()
    const thrown: unknown[] = []
    client.ws.addEventListener(ONERROR, () => {
      try {
        client.ws.connect(harness.server('/echo').uri)
      } catch (error) {
        thrown.push(error)
      }
      client.ws.disconnect()
    })
    client.connect(harness.urls.refused)
    const { close } = await client.failed()
    assert.lengthOf(thrown, 1)
    assert.instanceOf(thrown[0], WebSocketsError)
    assert.equal((thrown[0] as { code: string }).code, 'ERR_INVALID_STATE')
    assert.include(close, { code: 1006, willReconnect: false })
  },

  'events of a call queue behind the dispatch that is under way': async (harness) => {
    const { ONCLOSE, WSEVENT } = harness.sdk
    const client = harness.client()
    const order: string[] = []
    const again = (): void => {
      client.connect(harness.server('/hang').uri)
      client.ws.disconnect()
      assert.equal(client.ws.readyState, 2)
    }
    client.ws.addEventListener(ONCLOSE, again, { once: true })
    client.ws.addEventListener(WSEVENT, ({ type }) => order.push(type))
    await client.open(harness.server('/close', { code: 4_000 }).uri)
    assert.equal((await client.next(ONCLOSE)).code, 4_000)
    assert.equal((await client.next(ONCLOSE)).code, 1006)
    assert.deepEqual(order, client.types)
  },

  'a client that connects from each ONCLOSE does so each time': async (harness) => {
    const { ONCLOSE, ONOPEN } = harness.sdk
    const client = harness.client()
    let left = 3
    client.ws.addEventListener(ONCLOSE, () => {
      left -= 1
      if (left > 0) client.connect(harness.server('/close', { code: 4_000 }).uri)
    })
    client.connect(harness.server('/close', { code: 4_000 }).uri)
    for (let count = 0; count < 3; count += 1) await client.next(ONCLOSE)
    assert.deepEqual(client.types, [ONOPEN, ONCLOSE, ONOPEN, ONCLOSE, ONOPEN, ONCLOSE])
  },
})
