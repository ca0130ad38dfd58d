import { assert } from 'chai'
import { family } from './scenario.ts'

family('calls inside handlers', {
  'disconnect in ONOPEN closes, and no message comes': async (harness) => {
    const { client, server } = harness.connect('/greet?count=5')
    client.ws.addEventListener('open', () => {
      client.ws.disconnect(4_004, 'changed my mind')
      assert.equal(client.ws.readyState, 2)
    })
    assert.include(await client.closed(), { code: 4_004, wasClean: true })
    assert.include(await server.seen('close'), { code: 4_004, reason: 'changed my mind' })
    assert.deepEqual(client.types, ['open', 'close'])
  },

  'the remaining handlers still get the event': async (harness) => {
    const { client } = harness.connect('/echo')
    const states: number[] = []
    client.ws.addEventListener('open', () => client.ws.disconnect())
    client.ws.addEventListener('open', () => states.push(client.ws.readyState))
    await client.closed()
    assert.deepEqual(states, [2])
  },

  'disconnect in ONMESSAGE lets no further message through': async (harness) => {
    const { client } = harness.connect('/greet?count=5')
    client.ws.addEventListener('message', () => client.ws.disconnect())
    await client.closed()
    assert.deepEqual(client.messages, ['greeting 0'])
  },

  // socket.io-client#305: what was buffered went out before the login.
  'send in ONOPEN goes out first': async (harness) => {
    const { client, server } = harness.connect('/sink')
    client.ws.addEventListener('open', () => client.ws.send('login'))
    await client.next('open')
    client.ws.send('then this')
    assert.deepEqual(await server.texts(2), ['login', 'then this'])
  },

  'connect throws in ONERROR, and disconnect there changes nothing': async (harness) => {
    const client = harness.refused()
    let isReached = false
    client.ws.addEventListener('error', () => {
      const connect = (): void => client.ws.connect(harness.urls.ws)
      assert.throws(connect, harness.sdk.WebSocketsError, 'err_invalid_state')
      client.ws.disconnect()
      isReached = true
    })
    await client.fails(harness.failure('ERR_CONNECTION_REFUSED'))
    assert.isTrue(isReached)
  },

  'events of a call queue behind the dispatch that is under way': async (harness) => {
    const client = harness.client()
    const order: string[] = []
    const again = (): void => {
      client.connect(harness.server('/hang').uri)
      client.ws.disconnect()
      assert.equal(client.ws.readyState, 2)
    }
    client.ws.addEventListener('close', again, { once: true })
    client.ws.addEventListener('wsevent', ({ type }) => order.push(type))
    await client.open(harness.server('/close?code=4000').uri)
    assert.equal((await client.next('close')).code, 4_000)
    assert.equal((await client.next('close')).code, 1006)
    assert.deepEqual(order, client.types)
  },

  'a client that connects from each ONCLOSE does so each time': async (harness) => {
    const { client } = harness.connect('/close?code=4000')
    let left = 3
    client.ws.addEventListener('close', () => {
      left -= 1
      if (left > 0) client.connect(harness.server('/close?code=4000').uri)
    })
    for (let count = 0; count < 3; count += 1) await client.next('close')
    assert.deepEqual(client.types, ['open', 'close', 'open', 'close', 'open', 'close'])
  },
})
