import { assert } from 'chai'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'
import type { Endpoint } from './test-server.ts'

const MEBIBYTE = 1_048_576

type Data = string | ArrayBuffer

/** Reads to the end; gives what was read, and what the loop threw. */
async function readAll(messages: AsyncIterable<Data>): Promise<{ read: Data[]; thrown: unknown }> {
  const read: Data[] = []
  try {
    for await (const data of messages) read.push(data)
    return { read, thrown: undefined }
  } catch (thrown) {
    return { read, thrown }
  }
}

/** Waits until the server writes no more, and gives how much it has written. */
async function stalledAt(server: Endpoint): Promise<number> {
  for (let last = -1; ;) {
    const { bytesWritten = 0 } = await server.command('status')
    if (bytesWritten === last) return last
    last = bytesWritten
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Begins to collect before the loop reads. */
function collect(client: Recorder): AsyncIterable<Data> {
  const iterator = client.ws[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => iterator }
}

family('iteration', {
  'gives the messages in order and ends with a clean close': async (harness) => {
    const { client } = harness.connect('/flood?count=200&code=1000')
    const { read, thrown } = await readAll(client.ws)
    assert.isUndefined(thrown)
    const expected = Array.from({ length: 200 }, (_, index) => String(index))
    assert.deepEqual(read, expected)
    assert.deepEqual(client.messages, expected, 'listeners still get everything')
  },

  'collects from its call on, though it is read later': async (harness) => {
    const { client } = harness.connect('/greet?count=3&code=4001')
    const messages = collect(client)
    await client.closed()
    assert.deepEqual((await readAll(messages)).read, ['greeting 0', 'greeting 1', 'greeting 2'])
  },

  'throws the error that ended the connection, after the messages': async (harness) => {
    const { client, server } = await harness.open('/echo')
    const messages = collect(client)
    await server.command('send', { text: 'one' })
    await server.command('end')
    const { read, thrown } = await readAll(messages)
    assert.deepEqual(read, ['one'])
    assert.instanceOf(thrown, harness.sdk.WebSocketsError)
    assert.equal(thrown.code, 'ERR_CONNECTION_LOST')
  },

  'break disconnects': async (harness) => {
    const { client, server } = harness.connect('/flood?count=100')
    for await (const data of client.ws) {
      assert.equal(data, '0')
      break
    }
    assert.include(await server.seen('close'), { code: 1000 })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'disconnect ends the loop': async (harness) => {
    const { client } = await harness.open('/echo')
    const messages = collect(client)
    await client.echo('one')
    client.ws.disconnect()
    assert.isUndefined((await readAll(messages)).thrown)
  },

  'is one loop at a time': async (harness) => {
    const { client } = harness.connect('/greet?count=1&code=1000')
    const messages = collect(client)
    assert.throws(() => client.ws[Symbol.asyncIterator](), 'err_invalid_state')
    await readAll(messages)
    client.connect(harness.server('/greet?count=2&code=1000').uri)
    assert.lengthOf((await readAll(client.ws)).read, 2)
  },

  'a slow loop pauses the server, or ends at the documented bound where no platform can pause':
    async (harness) => {
      const { client, server } = harness.connect('/flood?count=1024&size=65536&code=1000')
      const messages = collect(client)
      await client.message()
      if (harness.facts.canPause) {
        assert.isBelow(await stalledAt(server), 32 * MEBIBYTE)
        const { read, thrown } = await readAll(messages)
        assert.isUndefined(thrown)
        assert.lengthOf(read, 1_024)
      } else {
        await client.fails('ERR_MESSAGE_TOO_BIG')
        assert.include((await readAll(messages)).thrown, { code: 'ERR_MESSAGE_TOO_BIG' })
      }
    },

  'a loop that is paused sees disconnect through': async (harness) => {
    const options = { closeTimeout: 2_000 }
    const { client } = harness.connect('/flood?count=256&size=65536', options)
    const messages = collect(client)
    await client.message()
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000 })
    assert.isUndefined((await readAll(messages)).thrown)
  },
})
