import { assert } from 'chai'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'
import type { Place } from './test-server.ts'

const MEBIBYTE = 1_048_576

/** Reads to the end; gives what was read, and what the loop threw. */
async function readAll(
  messages: AsyncIterable<string | ArrayBuffer>,
): Promise<{ read: (string | ArrayBuffer)[]; thrown: unknown }> {
  const read: (string | ArrayBuffer)[] = []
  try {
    for await (const data of messages) read.push(data)
    return { read, thrown: undefined }
  } catch (thrown) {
    return { read, thrown }
  }
}

/** Waits until the server writes no more, and gives how much it has written. */
async function stalledAt(place: Place): Promise<number> {
  for (let last = -1; ;) {
    const { bytesWritten = 0 } = await place.command('status')
    if (bytesWritten === last) return last
    last = bytesWritten
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function codeOf(thrown: unknown): unknown {
  return (thrown as { readonly code?: unknown } | undefined)?.code
}

/** Begins to collect before the connection is there. */
function collect(client: Recorder): AsyncIterable<string | ArrayBuffer> {
  const iterator = client.ws[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => iterator }
}

export const iteration = family('iteration', {
  'gives the messages in order and ends with a clean close': async (context) => {
    const client = context.client()
    client.connect(context.place('/flood', { count: 200, code: 1_000 }).uri)
    const { read, thrown } = await readAll(client.ws)
    assert.isUndefined(thrown)
    assert.deepEqual(
      read,
      Array.from({ length: 200 }, (_, index) => String(index)),
    )
    assert.deepEqual(client.messages, read, 'listeners still get everything')
  },

  'collects from its call on, though it is read later': async (context) => {
    const client = context.client()
    client.connect(context.place('/greet', { count: 3, code: 4_001 }).uri)
    const messages = collect(client)
    await client.closed()
    assert.deepEqual((await readAll(messages)).read, ['greeting 0', 'greeting 1', 'greeting 2'])
  },

  'throws the error that ended the connection, after the messages': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    const messages = collect(client)
    await place.command('send', { text: 'one' })
    await place.command('end')
    const { read, thrown } = await readAll(messages)
    assert.deepEqual(read, ['one'])
    assert.instanceOf(thrown, context.sdk.WebSocketsError)
    assert.equal(codeOf(thrown), 'ERR_CONNECTION_LOST')
  },

  'break disconnects': async (context) => {
    const client = context.client()
    const place = context.place('/flood', { count: 100 })
    client.connect(place.uri)
    for await (const data of client.ws) {
      assert.equal(data, '0')
      break
    }
    assert.include(await place.seen('close'), { code: 1000 })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'disconnect ends the loop': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
    const messages = collect(client)
    client.ws.send('one')
    await client.next(context.sdk.ONMESSAGE)
    client.ws.disconnect()
    assert.isUndefined((await readAll(messages)).thrown)
  },

  'is one loop at a time': async (context) => {
    const client = context.client()
    client.connect(context.place('/greet', { count: 1, code: 1_000 }).uri)
    const messages = collect(client)
    assert.throws(() => client.ws[Symbol.asyncIterator](), 'err_invalid_state')
    await readAll(messages)
    client.connect(context.place('/greet', { count: 2, code: 1_000 }).uri)
    assert.lengthOf((await readAll(client.ws)).read, 2)
  },

  'a slow loop pauses the server, or ends at the documented bound where no platform can pause':
    async (context) => {
      const client = context.client()
      const place = context.place('/flood', { count: 1_024, size: 65_536, code: 1_000 })
      client.connect(place.uri)
      const messages = collect(client)
      await client.next(context.sdk.ONMESSAGE)
      if (context.facts.canPause) assert.isBelow(await stalledAt(place), 32 * MEBIBYTE)
      else assert.equal((await client.failed()).error.code, 'ERR_MESSAGE_TOO_BIG')
      const { read, thrown } = await readAll(messages)
      assert.equal(codeOf(thrown), context.facts.canPause ? undefined : 'ERR_MESSAGE_TOO_BIG')
      if (context.facts.canPause) assert.lengthOf(read, 1_024)
    },

  'a loop that is paused sees disconnect through': async (context) => {
    const client = context.client()
    const place = context.place('/flood', { count: 256, size: 65_536 })
    client.connect(place.uri, { closeTimeout: 2_000 })
    const messages = collect(client)
    await client.next(context.sdk.ONMESSAGE)
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000 })
    assert.isUndefined((await readAll(messages)).thrown)
  },
})
