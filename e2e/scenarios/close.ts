import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

const LONGEST_REASON = `${'ż'.repeat(61)}.`

/** Disconnects from an echo; gives what the server saw, and the ONCLOSE. */
function disconnects(parameters: readonly unknown[], expected: object): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/echo')
    client.loose.disconnect(...parameters)
    assert.include(await server.seen('close'), expected)
    assert.include(await client.closed(), { ...expected, wasClean: true, willReconnect: false })
    assert.deepEqual(client.types, ['open', 'close'])
  }
}

/** The platform says nothing of the server's close before TCP ends: what remains is the client's own time. */
async function isLeftByDisconnect(harness: Harness): Promise<void> {
  const { client, server } = await harness.open('/close-keep-tcp', { closeTimeout: 300 })
  await server.seen('close')
  client.ws.disconnect()
  assert.include(await client.closed(), LOST)
}

family('close', {
  'the server’s code and reason are told': async (harness) => {
    const { client } = await harness.open('/close?code=4001&reason=żegnaj 🐢')
    const event = await client.closed()
    assert.include(event, {
      code: 4_001,
      reason: 'żegnaj 🐢',
      wasClean: true,
      willReconnect: false,
    })
    assert.deepEqual([...event.unsent, ...event.unconfirmed], [])
    assert.deepEqual(client.types, ['open', 'close'])
  },

  'every code that a server may send is told': async (harness) => {
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999]) {
      const { client } = await harness.open(`/close?code=${code}`)
      assert.include(await client.closed(), { code, wasClean: true })
      assert.notInclude(client.types, 'error', `code ${code}`)
    }
  },

  'a close frame without a code is 1005': async (harness) => {
    const { client } = await harness.open('/close')
    assert.include(await client.closed(), { code: 1005, reason: '', wasClean: true })
  },

  'messages before the server’s close arrive': async (harness) => {
    const { client } = await harness.open('/flood?count=20&code=1000')
    assert.include(await client.closed(), { code: 1000, reason: 'that was all' })
    assert.lengthOf(client.messages, 20)
  },

  'the server sees the client’s code and reason': disconnects([4_005, LONGEST_REASON], {
    code: 4_005,
    reason: LONGEST_REASON,
  }),

  'disconnect without arguments is 1000': disconnects([], { code: 1000, reason: '' }),

  'disconnect with undefined is disconnect without': disconnects([undefined, 'only a reason'], {
    code: 1000,
    reason: 'only a reason',
  }),

  'the first disconnect counts': async (harness) => {
    const { client, server } = await harness.open('/echo')
    client.ws.disconnect(3_000, 'first')
    assert.equal(client.ws.readyState, 2)
    client.ws.disconnect(4_000, 'second')
    assert.include(await client.closed(), { code: 3_000, reason: 'first' })
    client.ws.disconnect(4_000, 'third')
    assert.lengthOf(await server.entries('close'), 1)
  },

  'the code that the server answers with is the one that is told': async (harness) => {
    const { client } = await harness.open('/close-other-code')
    client.ws.disconnect(4_001, 'yours')
    assert.include(await client.closed(), { code: 4_002, reason: 'my own', wasClean: true })
  },

  'what was sent before disconnect arrives': async (harness) => {
    const { client, server } = await harness.open('/sink')
    for (let index = 0; index < 100; index += 1) client.ws.send(`${index}`.repeat(1_000))
    client.ws.disconnect()
    await server.seen('close')
    assert.lengthOf(await server.entries('message'), 100)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'no message comes after disconnect': async (harness) => {
    const { client } = await harness.open('/late-message')
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000, wasClean: true })
    assert.deepEqual(client.messages, [])
  },

  'a server that never answers the close is left after closeTimeout': async (harness) => {
    const { client, server } = await harness.open('/never-close', { closeTimeout: 300 })
    client.ws.disconnect(4_000, 'bye')
    assert.include(await client.closed(), LOST)
    assert.notInclude(client.types, 'error')
    await server.seen('close')
  },

  'a server that closes and keeps TCP open is left with its own code': async (harness) => {
    if (!harness.facts.endsLeftTcp) return isLeftByDisconnect(harness)
    const options = harness.facts.hidesCloseFrame ? {} : { closeTimeout: 300 }
    const { client } = await harness.open('/close-keep-tcp', options)
    assert.include(await client.closed(), { code: 4_001, reason: 'staying' })
    assert.notInclude(client.types, 'error')
  },

  'a server that answers the close and keeps TCP open is left with its own code': async (
    harness,
  ) => {
    const { endsLeftTcp, hidesCloseFrame } = harness.facts
    // WebKitGTK takes 4.9 s: as long as the default, which may then be the quicker of the two.
    const closeTimeout = endsLeftTcp && hidesCloseFrame ? 10_000 : 300
    const { client } = await harness.open('/answer-keep-tcp', { closeTimeout })
    client.ws.disconnect(4_007)
    assert.include(await client.closed(), { code: endsLeftTcp ? 4_007 : 1006 })
  },
})
