import { assert } from 'chai'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'

const MEBIBYTE = 1_048_576

/** Sends to the echo server and gives what comes back. */
async function echoed(
  client: Recorder,
  harness: Harness,
  data: string | ArrayBuffer | ArrayBufferView,
): Promise<string | ArrayBuffer> {
  client.ws.send(data)
  return (await client.next(harness.sdk.ONMESSAGE)).data
}

function bytesOf(data: string | ArrayBuffer): readonly number[] {
  assert.instanceOf(data, ArrayBuffer)
  return [...new Uint8Array(data)]
}

export const messages = family('messages', {
  'text comes back as it was sent': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    const texts = [
      'hello',
      'żółw',
      '🐢 \u{10FFFF}',
      '\u0000',
      '\uFEFFmark',
      'e\u0301',
      'שלום',
      ' ',
      '{"a":1}',
    ]
    for (const text of texts) assert.equal(await echoed(client, harness, text), text)
  },

  'an empty text is a message': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    assert.strictEqual(await echoed(client, harness, ''), '')
    assert.include(await server.seen('message'), { kind: 'text', length: 0 })
  },

  'a lone surrogate goes out as U+FFFD': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    assert.equal(await echoed(client, harness, 'a\uD800b'), 'a\uFFFDb')
  },

  'a text of 1 MiB comes back whole': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    const text = 'ż'.repeat(MEBIBYTE / 2)
    assert.isTrue((await echoed(client, harness, text)) === text)
    assert.include(await server.seen('message'), { kind: 'text', length: MEBIBYTE })
  },

  'an ArrayBuffer comes back as an ArrayBuffer': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    await client.open(server.uri)
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    assert.deepEqual(bytesOf(await echoed(client, harness, bytes.buffer)), [...bytes])
    assert.include(await server.seen('message'), { kind: 'binary', length: 256 })
  },

  'an empty ArrayBuffer is a message': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    assert.deepEqual(bytesOf(await echoed(client, harness, new ArrayBuffer(0))), [])
  },

  'a binary message of 1 MiB comes back whole': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    const bytes = Uint8Array.from({ length: MEBIBYTE }, (_, index) => index * 31)
    const back = await echoed(client, harness, bytes)
    assert.instanceOf(back, ArrayBuffer)
    const same = new Uint8Array(back)
    assert.isTrue(
      same.length === bytes.length && same.every((byte, index) => byte === bytes[index]),
    )
  },

  'a view sends its own bytes and not those around them': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/echo').uri)
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const views = [new Uint8Array(buffer, 2, 3), new DataView(buffer, 2, 3)]
    for (const view of views)
      assert.deepEqual(bytesOf(await echoed(client, harness, view)), [3, 4, 5])
    assert.deepEqual(
      bytesOf(await echoed(client, harness, new Uint16Array(buffer, 4, 2))),
      [5, 6, 7, 8],
    )
  },

  'the bytes sent are those at the time of the call': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    const small = Uint8Array.of(1, 2, 3)
    client.ws.send(small)
    small.fill(0)
    const large = new Uint8Array(MEBIBYTE).fill(7)
    client.ws.send(large.buffer)
    large.fill(0)
    assert.equal((await server.seen('message', 1)).hex, '010203')
    const untouched = harness.client()
    const other = harness.server('/sink')
    await untouched.open(other.uri)
    untouched.ws.send(new Uint8Array(MEBIBYTE).fill(7))
    assert.equal((await server.seen('message', 2)).sha1, (await other.seen('message')).sha1)
  },

  'a thousand messages come in order': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/flood', { count: 1_000, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(
      client.messages,
      Array.from({ length: 1_000 }, (_, index) => String(index)),
    )
  },

  'a thousand messages go in order, text and binary in turn': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri)
    for (let index = 0; index < 1_000; index += 1) {
      client.ws.send(index % 2 === 0 ? String(index) : Uint8Array.of(index >> 8, index & 255))
    }
    await server.seen('message', 1_000)
    const kinds = (await server.entries('message')).map(({ kind, text, hex }) =>
      kind === 'text' ? Number(text) : Number.parseInt(hex ?? '', 16),
    )
    assert.deepEqual(
      kinds,
      Array.from({ length: 1_000 }, (_, index) => index),
    )
  },

  'a message in fragments with pings between them is one message': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/fragments', { count: 5 }).uri)
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, '0;1;2;3;4;')
  },

  'a ping is answered': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/ping').uri)
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'pong are you there?')
  },

  'messages in the same segment as the handshake come after ONOPEN': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/greet', { count: 3, code: 4_001, reason: 'done' }).uri)
    const close = await client.closed()
    assert.deepEqual(client.messages, ['greeting 0', 'greeting 1', 'greeting 2'])
    assert.include(close, { code: 4_001, reason: 'done', wasClean: true })
  },

  'bufferedAmount counts the bytes of UTF-8 that wait': async (harness) => {
    const client = harness.client()
    const server = harness.server('/stall')
    await client.open(server.uri, { closeTimeout: 200 })
    assert.equal(client.ws.bufferedAmount, 0)
    client.ws.send('ż'.repeat(4 * MEBIBYTE))
    if (harness.facts.countsAllAtOnce) assert.equal(client.ws.bufferedAmount, 8 * MEBIBYTE)
    else assert.isAtMost(client.ws.bufferedAmount, 8 * MEBIBYTE)
    await harness.settle()
    assert.equal(client.ws.bufferedAmount > 0, harness.facts.countsBuffered)
  },
})
