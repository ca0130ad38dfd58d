import { assert } from 'chai'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'
import type { Endpoint } from './test-server.ts'

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
async function stalledAt(server: Endpoint): Promise<number> {
  for (let last = -1; ;) {
    const { bytesWritten = 0 } = await server.command('status')
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
  'gives the messages in order and ends with a clean close': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/flood', { count: 200, code: 1_000 }).uri)
    const { read, thrown } = await readAll(client.ws)
    assert.isUndefined(thrown)
    assert.deepEqual(
      read,
      Array.from({ length: 200 }, (_, index) => String(index)),
    )
    assert.deepEqual(client.messages, read, 'listeners still get everything')
  },

  'collects from its call on, though it is read later': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/greet', { count: 3, code: 4_001 }).uri)
    const messages = collect(client)
    await client.closed()
    assert.deepEqual((await readAll(messages)).read, ['greeting 0', 'greeting 1', 'greeting 2'])
  },

  'throws the error that ended the connection, after the messages': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    const messages = collect(client)
    await server.command('send', { text: 'one' })
    await server.command('end')
    const { read, thrown } = await readAll(messages)
    assert.deepEqual(read, ['one'])
    assert.instanceOf(thrown, harness.sdk.WebSocketsError)
    assert.equal(codeOf(thrown), 'ERR_CONNECTION_LOST')
  },

  'break disconnects': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flood', { count: 100 })
    client.connect(server.uri)
    for await (const data of client.ws) {
      assert.equal(data, '0')
      break
    }
    assert.include(await server.seen('close'), { code: 1000 })
    assert.include(await client.closed(), { code: 1000, wasClean: true })
  },

  'disconnect ends the loop': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    const messages = collect(client)
    client.ws.send('one')
    await client.next(harness.sdk.ONMESSAGE)
    client.ws.disconnect()
    assert.isUndefined((await readAll(messages)).thrown)
  },

  'is one loop at a time': async (harness) => {
    const client = harness.client()
    client.connect(harness.server('/greet', { count: 1, code: 1_000 }).uri)
    const messages = collect(client)
    assert.throws(() => client.ws[Symbol.asyncIterator](), 'err_invalid_state')
    await readAll(messages)
    client.connect(harness.server('/greet', { count: 2, code: 1_000 }).uri)
    assert.lengthOf((await readAll(client.ws)).read, 2)
  },

  'a slow loop pauses the server, or ends at the documented bound where no platform can pause':
    async (harness) => {
      const client = harness.client()
      const server = harness.server('/flood', { count: 1_024, size: 65_536, code: 1_000 })
      client.connect(server.uri)
      const messages = collect(client)
      await client.next(harness.sdk.ONMESSAGE)
      if (harness.facts.canPause) assert.isBelow(await stalledAt(server), 32 * MEBIBYTE)
      else assert.equal((await client.failed()).error.code, 'ERR_MESSAGE_TOO_BIG')
      const { read, thrown } = await readAll(messages)
      assert.equal(codeOf(thrown), harness.facts.canPause ? undefined : 'ERR_MESSAGE_TOO_BIG')
      if (harness.facts.canPause) assert.lengthOf(read, 1_024)
    },

  'a loop that is paused sees disconnect through': async (harness) => {
    const client = harness.client()
    const server = harness.server('/flood', { count: 256, size: 65_536 })
    client.connect(server.uri, { closeTimeout: 2_000 })
    const messages = collect(client)
    await client.next(harness.sdk.ONMESSAGE)
    client.ws.disconnect(4_000)
    assert.include(await client.closed(), { code: 4_000 })
    assert.isUndefined((await readAll(messages)).thrown)
  },
})
