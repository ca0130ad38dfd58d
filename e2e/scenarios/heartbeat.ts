import { assert } from 'chai'
import { SOON } from './harness.ts'
import { family } from './scenario.ts'

const PROBE = 'are you there?'
const QUICK = { interval: 60, timeout: 150, message: PROBE }

family('heartbeat', {
  // graphql-ws#289, trpc#4078: a dead socket gave no close.
  'a server that falls silent is dropped': async (harness) => {
    const { client, server } = await harness.open('/silent', { heartbeat: QUICK })
    await client.fails('ERR_HEARTBEAT_TIMEOUT')
    assert.equal((await server.seen('message')).text, PROBE)
  },

  // vueuse#2506, #4181, #4310, #4607: the heartbeat's timeout ended reconnecting.
  'and the connection is made again where asked': async (harness) => {
    const options = { heartbeat: QUICK, reconnect: SOON }
    const { client } = await harness.open('/silent?silent=1', options)
    await client.fails('ERR_HEARTBEAT_TIMEOUT', { willReconnect: true })
    assert.include(await client.next('open'), { attempt: 2 })
    assert.equal(await client.echo('better now'), 'better now')
  },

  'an answer keeps the connection': async (harness) => {
    const heartbeat = { ...QUICK, timeout: 5_000 }
    const { client, server } = await harness.open('/echo', { heartbeat })
    await server.seen('message', 4)
    assert.equal(client.ws.readyState, 1)
    assert.notInclude(client.types, 'error')
  },

  // vueuse#2754: only a pong was life.
  'any message is a sign of life': async (harness) => {
    const heartbeat = { interval: 1000, timeout: 1000, message: PROBE }
    const { client } = await harness.open('/chatty?every=40', { heartbeat })
    while (client.messages.length < 60) await client.message()
    assert.equal(client.ws.readyState, 1)
  },

  'without a message it is a ping frame, where the platform has them': async (harness) => {
    const options = { heartbeat: { interval: 60, timeout: 150 } }
    if (!harness.facts.pings)
      return assert.throws(() => harness.connect('/silent', options), /heartbeat\.message/)
    const { client, server } = await harness.open('/silent', options)
    await server.seen('ping')
    await client.fails('ERR_HEARTBEAT_TIMEOUT')
  },

  'true has the default times, and needs ping frames too': async (harness) => {
    const { client } = harness.connect('/echo')
    await client.next('open')
    client.ws.disconnect()
    await client.closed()
    const { uri } = harness.server('/echo')
    const connect = (): void => client.connect(uri, { heartbeat: true })
    if (!harness.facts.pings) return assert.throws(connect, /heartbeat\.message/)
    connect()
    await client.next('open')
  },

  'its messages are never told of': async (harness) => {
    const { client } = await harness.open('/silent', { heartbeat: QUICK, queue: true })
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'what is sent into a dead line is no sign of life': async (harness) => {
    const { client } = await harness.open('/silent', { heartbeat: QUICK })
    const timer = setInterval(() => client.ws.readyState === 1 && client.ws.send('hello?'), 10)
    try {
      await client.fails('ERR_HEARTBEAT_TIMEOUT')
    } finally {
      clearInterval(timer)
    }
  },
})
