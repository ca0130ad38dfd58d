import { assert } from 'chai'
import { type Scenario, family } from './scenario.ts'

const MEBIBYTE = 1_048_576

/** What the server sees of a Blob. */
function isSeen(parts: BlobPart[], expected: object): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/sink')
    client.ws.send(new Blob(parts))
    assert.include(await server.seen('message'), { kind: 'binary', ...expected })
  }
}

family('Blob', {
  'its bytes go out as a binary message': isSeen([Uint8Array.of(1, 2), 'ż'], { hex: '0102c5bc' }),
  'an empty one is a message': isSeen([], { length: 0 }),

  'goes in order with what was sent before and after': async (harness) => {
    const { client, server } = await harness.open('/sink')
    const sent: string[] = []
    for (let round = 0; round < 10; round += 1) {
      client.ws.send(`text ${round}`)
      client.ws.send(new Blob([new Uint8Array(round * 10_000)]))
      client.ws.send(Uint8Array.of(round))
      sent.push('text 6', `binary ${round * 10_000}`, 'binary 1')
    }
    await server.seen('message', 30)
    const seen = (await server.entries('message')).map(({ kind, length }) => `${kind} ${length}`)
    assert.deepEqual(seen, sent)
  },

  'is sent before the close that was asked for after it': async (harness) => {
    const { client, server } = await harness.open('/sink')
    client.ws.send(new Blob([new Uint8Array(MEBIBYTE)]))
    client.ws.disconnect(4_000)
    assert.include(await server.seen('close'), { code: 4_000 })
    const lengths = (await server.entries('message')).map(({ length }) => length)
    assert.deepEqual(lengths, [MEBIBYTE])
    await client.closed()
  },

  'counts in bufferedAmount by its size, where the platform counts it at once': async (harness) => {
    const { countsAllAtOnce, countsBlobs } = harness.facts
    const { client } = await harness.open('/stall', { closeTimeout: 200 })
    client.ws.send(new Blob([new Uint8Array(8 * MEBIBYTE)]))
    const counted = client.ws.bufferedAmount
    if (countsAllAtOnce) assert.equal(counted, countsBlobs ? 8 * MEBIBYTE : 0)
    else assert.isAtMost(counted, 8 * MEBIBYTE)
  },
})
