import { assert } from 'chai'
import { family } from './scenario.ts'

const MEBIBYTE = 1_048_576

export const blob = family('Blob', {
  'its bytes go out as a binary message': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    client.ws.send(new Blob([Uint8Array.of(1, 2), 'ż']))
    assert.include(await server.seen('message'), { kind: 'binary', hex: '0102c5bc' })
  },

  'an empty one is a message': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    client.ws.send(new Blob([]))
    assert.include(await server.seen('message'), { kind: 'binary', length: 0 })
  },

  'goes in order with what was sent before and after': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    for (let round = 0; round < 10; round += 1) {
      client.ws.send(`text ${round}`)
      client.ws.send(new Blob([new Uint8Array(round * 10_000)]))
      client.ws.send(Uint8Array.of(round))
    }
    await server.seen('message', 30)
    const seen = (await server.entries('message')).map(({ kind, length }) => `${kind} ${length}`)
    const sent = Array.from({ length: 10 }, (_, round) => [
      'text 6',
      `binary ${round * 10_000}`,
      'binary 1',
    ])
    assert.deepEqual(seen, sent.flat())
  },

  'is sent before the close that was asked for after it': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    client.ws.send(new Blob([new Uint8Array(MEBIBYTE)]))
    client.ws.disconnect(4_000)
    assert.include(await server.seen('close'), { code: 4_000 })
    assert.deepEqual(
      (await server.entries('message')).map(({ length }) => length),
      [MEBIBYTE],
    )
    await client.closed()
  },

  'counts in bufferedAmount by its size, where the platform counts it at once': async (harness) => {
    const client = harness.client()
    const { countsAllAtOnce, countsBlobs } = harness.facts
    await client.open(harness.server('/stall').uri, { closeTimeout: 200 })
    client.ws.send(new Blob([new Uint8Array(8 * MEBIBYTE)]))
    const counted = client.ws.bufferedAmount
    if (countsAllAtOnce) assert.equal(counted, countsBlobs ? 8 * MEBIBYTE : 0)
    else assert.isAtMost(counted, 8 * MEBIBYTE)
  },
})
