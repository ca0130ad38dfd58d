import { assert } from 'chai'
import { family } from './scenario.ts'

const MEBIBYTE = 1_048_576

family('drained', {
  'resolves at once while nothing is buffered, in every state': async (harness) => {
    const client = harness.client()
    await client.ws.drained()
    await client.open(harness.server('/echo').uri)
    await client.ws.drained()
    client.ws.disconnect()
    await client.ws.drained()
    await client.closed()
    await client.ws.drained()
  },

  'is backpressure for a sender': async (harness) => {
    for (const queue of [false, true]) {
      const { client, server } = await harness.open('/sink', { queue })
      let most = 0
      for (let count = 1; count <= 16; count += 1) {
        client.ws.send(new Uint8Array(MEBIBYTE))
        most = Math.max(most, client.ws.bufferedAmount)
        await client.ws.drained(65_536)
        assert.isAtMost(client.ws.bufferedAmount, 65_536)
      }
      assert.isAtMost(most, MEBIBYTE + 65_536)
      await server.seen('message', 16)
    }
  },

  'waits for what is queued until it has left': async (harness) => {
    const { client, server } = harness.connect('/sink', { queue: true })
    client.ws.send('queued')
    await client.ws.drained()
    assert.equal(client.ws.readyState, 1)
    assert.deepEqual(await server.texts(1), ['queued'])
  },

  'rejects if the final ONCLOSE comes first': async (harness) => {
    const { client } = harness.connect('/hang', { queue: true })
    client.ws.send('never')
    const outcome = client.ws.drained().catch((error: unknown) => error)
    client.ws.disconnect()
    assert.include(await outcome, { name: 'WebSocketsError', code: 'ERR_ABORTED' })
  },

  'refuses what is no number of bytes': async (harness) => {
    const { loose } = harness.client()
    for (const bytes of [-1, Number.NaN, '1', null, {}]) {
      const error: unknown = await loose.drained(bytes).catch((reason: unknown) => reason)
      assert.include(error, { name: 'WebSocketsError', code: 'ERR_INVALID_OPTION' })
    }
  },

  'a WritableStream over a client is a few lines': async (harness) => {
    const { client, server } = await harness.open('/sink')
    const { ws } = client
    const stream = new WritableStream<string>({
      async write(chunk) {
        ws.send(chunk)
        await ws.drained(65_536)
      },
      async close() {
        await ws.drained()
        ws.disconnect()
      },
    })
    const writer = stream.getWriter()
    for (const text of ['one', 'two', 'three']) await writer.write(text)
    await writer.close()
    assert.deepEqual(await server.texts(3), ['one', 'two', 'three'])
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },
})
