import { assert } from 'chai'
import { type Scenario, family } from './scenario.ts'

const MEBIBYTE = 1_048_576
const TEXTS = 'hello|żółw|🐢 \u{10FFFF}|\u0000|\uFEFFmark|e\u0301|שלום| |{"a":1}'.split('|')

function bytesOf(data: unknown): readonly number[] {
  assert.instanceOf(data, ArrayBuffer)
  return [...new Uint8Array(data)]
}

/** A buffer that can grow, which the types of ES2023 do not know. */
function growing(length: number): ArrayBuffer {
  const Growing = ArrayBuffer as unknown as new (size: number, options: object) => ArrayBuffer
  return new Growing(length, { maxByteLength: length * 2 })
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** One message to an echo server, and what the server saw of it. */
function echoes(data: string | ArrayBuffer, back: unknown, seen: object): Scenario['run'] {
  return async (harness) => {
    const { client, server } = await harness.open('/echo')
    const echo = await client.echo(data)
    assert.deepEqual(typeof echo === 'string' ? echo : bytesOf(echo), back)
    assert.include(await server.seen('message'), seen)
  }
}

function isEchoed(length: number): Scenario['run'] {
  return echoes(Uint8Array.from(upTo(length)).buffer, upTo(length), { kind: 'binary', length })
}

family('messages', {
  'text comes back as it was sent': async (harness) => {
    const { client } = await harness.open('/echo')
    for (const text of TEXTS) assert.equal(await client.echo(text), text)
  },

  'an empty text is a message': echoes('', '', { kind: 'text', length: 0 }),
  'a lone surrogate goes out as U+FFFD': echoes('a\uD800b', 'a\uFFFDb', { text: 'a\uFFFDb' }),

  'a text of 1 MiB comes back whole': async (harness) => {
    const { client, server } = await harness.open('/echo')
    const text = 'ż'.repeat(MEBIBYTE / 2)
    assert.isTrue((await client.echo(text)) === text)
    assert.include(await server.seen('message'), { kind: 'text', length: MEBIBYTE })
  },

  'an ArrayBuffer comes back as an ArrayBuffer': isEchoed(256),
  'an empty ArrayBuffer is a message': isEchoed(0),

  'a binary message of 1 MiB comes back whole': async (harness) => {
    const { client } = await harness.open('/echo')
    const bytes = Uint8Array.from({ length: MEBIBYTE }, (_, index) => index * 31)
    const back = await client.echo(bytes)
    assert.instanceOf(back, ArrayBuffer)
    assert.equal(back.byteLength, MEBIBYTE)
    assert.isTrue(new Uint8Array(back).every((byte, index) => byte === bytes[index]))
  },

  'a view sends its own bytes and not those around them': async (harness) => {
    const { client } = await harness.open('/echo')
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    for (const view of [new Uint8Array(buffer, 2, 3), new DataView(buffer, 2, 3)])
      assert.deepEqual(bytesOf(await client.echo(view)), [3, 4, 5])
    assert.deepEqual(bytesOf(await client.echo(new Uint16Array(buffer, 4, 2))), [5, 6, 7, 8])
  },

  'a buffer that can grow is sent from a queue, and refused where the platform refuses it': async (
    harness,
  ) => {
    const { client } = await harness.open('/echo', { queue: true })
    const bytes = new Uint8Array(growing(8)).fill(7)
    assert.deepEqual(bytesOf(await client.echo(bytes)), [7, 7, 7, 7, 7, 7, 7, 7])
    const { client: other } = await harness.open('/echo')
    try {
      other.ws.send(bytes)
    } catch (error) {
      assert.propertyVal(error, 'code', 'ERR_INVALID_DATA')
    }
    assert.equal(other.ws.readyState, 1)
  },

  'the bytes sent are those at the time of the call': async (harness) => {
    const { client, server } = await harness.open('/sink')
    const small = Uint8Array.of(1, 2, 3)
    client.ws.send(small)
    small.fill(0)
    const large = new Uint8Array(MEBIBYTE).fill(7)
    client.ws.send(large.buffer)
    large.fill(0)
    assert.equal((await server.seen('message', 1)).hex, '010203')
    const untouched = await harness.open('/sink')
    untouched.client.ws.send(new Uint8Array(MEBIBYTE).fill(7))
    const { sha1 } = await untouched.server.seen('message')
    assert.equal((await server.seen('message', 2)).sha1, sha1)
  },

  'a thousand messages come in order': async (harness) => {
    const { client } = await harness.open('/flood?count=1000&code=1000')
    await client.closed()
    assert.deepEqual(client.messages, upTo(1_000).map(String))
  },

  'a thousand messages go in order, text and binary in turn': async (harness) => {
    const { client, server } = await harness.open('/sink')
    for (const index of upTo(1_000))
      client.ws.send(index % 2 === 0 ? String(index) : Uint8Array.of(index >> 8, index & 255))
    await server.seen('message', 1_000)
    const arrived = (await server.entries('message')).map(({ kind, text, hex }) =>
      kind === 'text' ? Number(text) : Number.parseInt(hex ?? '', 16),
    )
    assert.deepEqual(arrived, upTo(1_000))
  },

  'a message in fragments with pings between them is one message': async (harness) => {
    const { client } = await harness.open('/fragments?count=5')
    assert.equal(await client.message(), '0;1;2;3;4;')
  },

  'a ping is answered': async (harness) => {
    const { client } = await harness.open('/ping')
    assert.equal(await client.message(), 'pong are you there?')
  },

  'messages in the same segment as the handshake come after ONOPEN': async (harness) => {
    const { client } = await harness.open('/greet?count=3&code=4001&reason=done')
    assert.include(await client.closed(), { code: 4_001, reason: 'done', wasClean: true })
    assert.deepEqual(client.messages, ['greeting 0', 'greeting 1', 'greeting 2'])
  },

  'bufferedAmount counts the bytes of UTF-8 that wait': async (harness) => {
    const { client } = await harness.open('/stall', { closeTimeout: 200 })
    assert.equal(client.ws.bufferedAmount, 0)
    client.ws.send('ż'.repeat(4 * MEBIBYTE))
    if (harness.facts.countsAllAtOnce) assert.equal(client.ws.bufferedAmount, 8 * MEBIBYTE)
    else assert.isAtMost(client.ws.bufferedAmount, 8 * MEBIBYTE)
    await harness.settle()
    assert.equal(client.ws.bufferedAmount > 0, harness.facts.countsBuffered)
  },
})
