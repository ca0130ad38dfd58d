import { assert } from 'chai'
import type { Context } from './context.ts'
import { family } from './scenario.ts'

const LONGEST_REASON = `${'ż'.repeat(61)}.`

/** The platform says nothing of the server's close before TCP ends: what remains is the client's own time. */
async function isLeftByDisconnect(context: Context): Promise<void> {
  const client = context.client()
  const place = context.place('/close-keep-tcp')
  await client.open(place.uri, { closeTimeout: 300 })
  await place.seen('close')
  client.ws.disconnect()
  assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
}

export const close = family('close', {
  'the server’s code and reason are told': async (context) => {
    const client = context.client()
    await client.open(context.place('/close', { code: 4_001, reason: 'żegnaj 🐢' }).uri)
    const event = await client.closed()
    assert.include(event, {
      code: 4_001,
      reason: 'żegnaj 🐢',
      wasClean: true,
      willReconnect: false,
    })
    assert.deepEqual(event.unsent, [])
    assert.deepEqual(event.unconfirmed, [])
    assert.deepEqual(client.types, [context.sdk.ONOPEN, context.sdk.ONCLOSE])
  },

  'every code that a server may send is told': async (context) => {
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999]) {
      const client = context.client()
      await client.open(context.place('/close', { code }).uri)
      assert.include(await client.closed(), { code, wasClean: true })
      assert.notInclude(client.types, context.sdk.ONERROR, `code ${code}`)
    }
  },

  'a close frame without a code is 1005': async (context) => {
    const client = context.client()
    await client.open(context.place('/close').uri)
    assert.include(await client.closed(), { code: 1005, reason: '', wasClean: true })
  },

  'messages before the server’s close arrive': async (context) => {
    const client = context.client()
    await client.open(context.place('/flood', { count: 20, code: 1_000 }).uri)
    assert.include(await client.closed(), { code: 1000, reason: 'that was all' })
    assert.lengthOf(client.messages, 20)
  },

  'the server sees the client’s code and reason': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    client.ws.disconnect(4_005, LONGEST_REASON)
    assert.include(await place.seen('close'), { code: 4_005, reason: LONGEST_REASON })
    assert.include(await client.closed(), {
      code: 4_005,
      reason: LONGEST_REASON,
      wasClean: true,
      willReconnect: false,
    })
    assert.deepEqual(client.types, [context.sdk.ONOPEN, context.sdk.ONCLOSE])
  },

  'disconnect without arguments is 1000': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    client.ws.disconnect()
    assert.include(await place.seen('close'), { code: 1000, reason: '' })
    assert.include(await client.closed(), { code: 1000, reason: '', wasClean: true })
  },

  'disconnect with undefined is disconnect without': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    client.loose.disconnect(undefined, 'only a reason')
    assert.include(await place.seen('close'), { code: 1000, reason: 'only a reason' })
  },

  'the first disconnect counts': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    client.ws.disconnect(3_000, 'first')
    assert.equal(client.ws.readyState, 2)
    client.ws.disconnect(4_000, 'second')
    assert.include(await client.closed(), { code: 3_000, reason: 'first' })
    client.ws.disconnect(4_000, 'third')
    assert.lengthOf(await place.entries('close'), 1)
  },

  'the code that the server answers with is the one that is told': async (context) => {
    const client = context.client()
    await client.open(context.place('/close-other-code', { code: 4_002, reason: 'my own' }).uri)
    client.ws.disconnect(4_001, 'yours')
    assert.include(await client.closed(), { code: 4_002, reason: 'my own', wasClean: true })
  },

  'what was sent before disconnect arrives': async (context) => {
    const client = context.client()
    const place = context.place('/sink')
    await client.open(place.uri)
    for (let index = 0; index < 100; index += 1) client.ws.send(`${index}`.repeat(1_000))
    client.ws.disconnect()
    await place.seen('close')
    assert.lengthOf(await place.entries('message'), 100)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'no message comes after disconnect': async (context) => {
    const client = context.client()
    await client.open(context.place('/late-message').uri)
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000, wasClean: true })
    assert.deepEqual(client.messages, [])
  },

  'a server that never answers the close is left after closeTimeout': async (context) => {
    const client = context.client()
    const place = context.place('/never-close')
    await client.open(place.uri, { closeTimeout: 300 })
    client.ws.disconnect(4_000, 'bye')
    assert.include(await client.closed(), { code: 1006, reason: '', wasClean: false })
    assert.notInclude(client.types, context.sdk.ONERROR)
    await place.seen('close')
  },

  'a server that closes and keeps TCP open is left with its own code': async (context) => {
    if (!context.facts.endsLeftTcp) return isLeftByDisconnect(context)
    const client = context.client()
    const options = context.facts.hidesCloseFrame ? {} : { closeTimeout: 300 }
    await client.open(
      context.place('/close-keep-tcp', { code: 4_001, reason: 'staying' }).uri,
      options,
    )
    assert.include(await client.closed(), { code: 4_001, reason: 'staying' })
    assert.notInclude(client.types, context.sdk.ONERROR)
  },

  'a server that answers the close and keeps TCP open is left with its own code': async (
    context,
  ) => {
    const client = context.client()
    const { endsLeftTcp, hidesCloseFrame } = context.facts
    // WebKitGTK takes 4.9 s: as long as the default, which may then be the quicker of the two.
    const closeTimeout = endsLeftTcp && hidesCloseFrame ? 10_000 : 300
    await client.open(context.place('/answer-keep-tcp').uri, { closeTimeout })
    client.ws.disconnect(4_007)
    assert.include(await client.closed(), { code: context.facts.endsLeftTcp ? 4_007 : 1006 })
  },
})
