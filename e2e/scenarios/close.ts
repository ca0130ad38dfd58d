import { assert } from 'chai'
import type { Harness } from './harness.ts'
import { family } from './scenario.ts'

const LONGEST_REASON = `${'ż'.repeat(61)}.`

/** The platform says nothing of the server's close before TCP ends: what remains is the client's own time. */
async function isLeftByDisconnect(harness: Harness): Promise<void> {
  const client = harness.client()
  const server = harness.server('/close-keep-tcp')
  await client.open(server.uri, { closeTimeout: 300 })
  await server.seen('close')
  client.ws.disconnect()
  assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
}

export const close = family('close', {
  'the server’s code and reason are told': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/close', { code: 4_001, reason: 'żegnaj 🐢' }).uri)
    const event = await client.closed()
    assert.include(event, {
      code: 4_001,
      reason: 'żegnaj 🐢',
      wasClean: true,
      willReconnect: false,
    })
    assert.deepEqual(event.unsent, [])
    assert.deepEqual(event.unconfirmed, [])
    assert.deepEqual(client.types, [harness.sdk.ONOPEN, harness.sdk.ONCLOSE])
  },

  'every code that a server may send is told': async (harness) => {
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999]) {
      const client = harness.client()
      await client.open(harness.server('/close', { code }).uri)
      assert.include(await client.closed(), { code, wasClean: true })
      assert.notInclude(client.types, harness.sdk.ONERROR, `code ${code}`)
    }
  },

  'a close frame without a code is 1005': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/close').uri)
    assert.include(await client.closed(), { code: 1005, reason: '', wasClean: true })
  },

  'messages before the server’s close arrive': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/flood', { count: 20, code: 1_000 }).uri)
    assert.include(await client.closed(), { code: 1000, reason: 'that was all' })
    assert.lengthOf(client.messages, 20)
  },

  'the server sees the client’s code and reason': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    client.ws.disconnect(4_005, LONGEST_REASON)
    assert.include(await server.seen('close'), { code: 4_005, reason: LONGEST_REASON })
    assert.include(await client.closed(), {
      code: 4_005,
      reason: LONGEST_REASON,
      wasClean: true,
      willReconnect: false,
    })
    assert.deepEqual(client.types, [harness.sdk.ONOPEN, harness.sdk.ONCLOSE])
  },

  'disconnect without arguments is 1000': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    client.ws.disconnect()
    assert.include(await server.seen('close'), { code: 1000, reason: '' })
    assert.include(await client.closed(), { code: 1000, reason: '', wasClean: true })
  },

  'disconnect with undefined is disconnect without': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    client.loose.disconnect(undefined, 'only a reason')
    assert.include(await server.seen('close'), { code: 1000, reason: 'only a reason' })
  },

  'the first disconnect counts': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    client.ws.disconnect(3_000, 'first')
    assert.equal(client.ws.readyState, 2)
    client.ws.disconnect(4_000, 'second')
    assert.include(await client.closed(), { code: 3_000, reason: 'first' })
    client.ws.disconnect(4_000, 'third')
    assert.lengthOf(await server.entries('close'), 1)
  },

  'the code that the server answers with is the one that is told': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/close-other-code', { code: 4_002, reason: 'my own' }).uri)
    client.ws.disconnect(4_001, 'yours')
    assert.include(await client.closed(), { code: 4_002, reason: 'my own', wasClean: true })
  },

  'what was sent before disconnect arrives': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    for (let index = 0; index < 100; index += 1) client.ws.send(`${index}`.repeat(1_000))
    client.ws.disconnect()
    await server.seen('close')
    assert.lengthOf(await server.entries('message'), 100)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'no message comes after disconnect': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/late-message').uri)
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000, wasClean: true })
    assert.deepEqual(client.messages, [])
  },

  'a server that never answers the close is left after closeTimeout': async (harness) => {
    const client = harness.client()
    const server = harness.server('/never-close')
    await client.open(server.uri, { closeTimeout: 300 })
    client.ws.disconnect(4_000, 'bye')
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    assert.notInclude(client.types, harness.sdk.ONERROR)
    await server.seen('close')
  },

  'a server that closes and keeps TCP open is left with its own code': async (harness) => {
    if (!harness.facts.endsLeftTcp) return isLeftByDisconnect(harness)
    const client = harness.client()
    const options = harness.facts.hidesCloseFrame ? {} : { closeTimeout: 300 }
    await client.open(
      harness.server('/close-keep-tcp', { code: 4_001, reason: 'staying' }).uri,
      options,
    )
    assert.include(await client.closed(), { code: 4_001, reason: 'staying' })
    assert.notInclude(client.types, harness.sdk.ONERROR)
  },

  'a server that answers the close and keeps TCP open is left with its own code': async (
    harness,
  ) => {
    const client = harness.client()
    const { endsLeftTcp, hidesCloseFrame } = harness.facts
    // WebKitGTK takes 4.9 s: as long as the default, which may then be the quicker of the two.
    const closeTimeout = endsLeftTcp && hidesCloseFrame ? 10_000 : 300
    await client.open(harness.server('/answer-keep-tcp').uri, { closeTimeout })
    client.ws.disconnect(4_007)
    assert.include(await client.closed(), { code: harness.facts.endsLeftTcp ? 4_007 : 1006 })
  },
})
