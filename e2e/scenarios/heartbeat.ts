import { assert } from 'chai'
import { family } from './scenario.ts'

const PROBE = 'are you there?'
const QUICK = { interval: 60, timeout: 150, message: PROBE }

export const heartbeat = family('heartbeat', {
  'a server that falls silent is dropped': async (harness) => {
    const client = harness.client()
    const server = harness.server('/silent')
    await client.open(server.uri, { heartbeat: QUICK })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_HEARTBEAT_TIMEOUT')
    assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
    assert.equal((await server.seen('message')).text, PROBE)
  },

  'and the connection is made again where asked': async (harness) => {
    const client = harness.client()
    const server = harness.server('/silent', { silent: 1 })
    const reconnect = { minDelay: 10, maxDelay: 40 }
    await client.open(server.uri, { heartbeat: QUICK, reconnect })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_HEARTBEAT_TIMEOUT')
    assert.include(close, { code: 1006, willReconnect: true })
    assert.include(await client.next(harness.sdk.ONOPEN), { attempt: 2 })
    client.ws.send('better now')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'better now')
  },

  'an answer keeps the connection': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri, { heartbeat: { ...QUICK, timeout: 5_000 } })
    await server.seen('message', 4)
    assert.equal(client.ws.readyState, 1)
    assert.notInclude(client.types, harness.sdk.ONERROR)
  },

  'any message is a sign of life': async (harness) => {
    const client = harness.client()
    const server = harness.server('/chatty', { every: 40 })
    await client.open(server.uri, { heartbeat: { interval: 1000, timeout: 1000, message: PROBE } })
    while (client.messages.length < 60) await client.next(harness.sdk.ONMESSAGE)
    assert.equal(client.ws.readyState, 1)
  },

  'without a message it is a ping frame, where the platform has them': async (harness) => {
    const client = harness.client()
    const server = harness.server('/silent')
    const options = { heartbeat: { interval: 60, timeout: 150 } }
    if (!harness.facts.takesNodeOptions) {
      assert.throws(() => client.connect(server.uri, options), /heartbeat\.message/)
      return
    }
    await client.open(server.uri, options)
    await server.seen('ping')
    assert.equal((await client.failed()).error.code, 'ERR_HEARTBEAT_TIMEOUT')
  },

  'its messages are never told of': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/silent').uri, { heartbeat: QUICK, queue: true })
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'what is sent into a dead line is no sign of life': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/silent').uri, { heartbeat: QUICK })
    const timer = setInterval(() => client.ws.readyState === 1 && client.ws.send('hello?'), 10)
    try {
      assert.equal((await client.failed()).error.code, 'ERR_HEARTBEAT_TIMEOUT')
    } finally {
      clearInterval(timer)
    }
  },
})
