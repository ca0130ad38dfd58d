import { assert } from 'chai'
import type { ConnectOptions } from 'wsevent'
import type { Harness } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

const LONGEST_REASON = `${'ż'.repeat(61)}.`

/** Opens, and is closed by the server: what the client reports. */
function isClosed(path: string, code: number, reason = ''): Scenario['run'] {
  return async (harness) => {
    const { client } = await harness.open(path)
    const event = await client.closed()
    assert.include(event, { code, reason, wasClean: true, willReconnect: false })
    assert.deepEqual([...event.unsent, ...event.unconfirmed], [])
    assert.notInclude(client.types, 'error')
  }
}

/** Opens and disconnects: the server sees the arguments, the client reports them or what differs. */
function disconnects(
  path: string,
  parameters: readonly [code?: number | undefined, reason?: string],
  differing: object = {},
  options: ConnectOptions = {},
): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open(path, options)
    const [code = 1000, reason = ''] = parameters
    client.loose.disconnect(...parameters)
    assert.include(await server.seen('close'), { code, reason })
    const expected = { code, reason, wasClean: true, willReconnect: false }
    assert.include(await client.closed(), { ...expected, ...differing })
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
  'the server’s code and reason are told': isClosed('/close?code=4001&reason=🐢 ż', 4_001, '🐢 ż'),

  'every code that a server may send is told': async (harness) => {
    for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999])
      await isClosed(`/close?code=${code}`, code)(harness)
  },

  'a close frame without a code is 1005': isClosed('/close', 1005),

  'messages before the server’s close arrive': async (harness) => {
    const { client } = await harness.open('/flood?count=20&code=1000')
    assert.include(await client.closed(), { code: 1000, reason: 'that was all' })
    assert.lengthOf(client.messages, 20)
  },

  'the server sees the client’s code and reason': disconnects('/echo', [4_005, LONGEST_REASON]),
  'disconnect without arguments is 1000': disconnects('/echo', []),
  'disconnect with undefined is disconnect without': disconnects('/echo', [undefined, 'a reason']),

  'the first disconnect counts': async (harness) => {
    const { client, server } = await harness.open('/echo')
    client.ws.disconnect(3_000, 'first')
    assert.equal(client.ws.readyState, 2)
    client.ws.disconnect(4_000, 'second')
    assert.include(await client.closed(), { code: 3_000, reason: 'first' })
    client.ws.disconnect(4_000, 'third')
    assert.lengthOf(await server.entries('close'), 1)
  },

  'the code that the server answers with is the one that is told': disconnects(
    '/close-other-code',
    [4_001, 'yours'],
    { code: 4_002, reason: 'my own' },
  ),

  'what was sent before disconnect arrives': async (harness) => {
    const { client, server } = await harness.open('/sink')
    for (let index = 0; index < 100; index += 1) client.ws.send(`${index}`.repeat(1_000))
    client.ws.disconnect()
    await server.seen('close')
    assert.lengthOf(await server.entries('message'), 100)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'no message comes after disconnect': disconnects('/late-message', [4_000]),

  'a server that never answers the close is left after closeTimeout': disconnects(
    '/never-close',
    [4_000, 'bye'],
    LOST,
    { closeTimeout: 300 },
  ),

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
