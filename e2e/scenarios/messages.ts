import { assert } from 'chai'
import type { Context } from './context.ts'
import type { Recorder } from './recorder.ts'
import { family } from './scenario.ts'

const MEBIBYTE = 1_048_576

/** Sends to the echo server and gives what comes back. */
async function echoed(
  client: Recorder,
  context: Context,
  data: string | ArrayBuffer | ArrayBufferView,
): Promise<string | ArrayBuffer> {
  client.ws.send(data)
  return (await client.next(context.sdk.ONMESSAGE)).data
}

function bytesOf(data: string | ArrayBuffer): readonly number[] {
  assert.instanceOf(data, ArrayBuffer)
  return [...new Uint8Array(data)]
}

export const messages = family('messages', {
  'text comes back as it was sent': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
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
    for (const text of texts) assert.equal(await echoed(client, context, text), text)
  },

  'an empty text is a message': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    assert.strictEqual(await echoed(client, context, ''), '')
    assert.include(await place.seen('message'), { kind: 'text', length: 0 })
  },

  'a lone surrogate goes out as U+FFFD': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
    assert.equal(await echoed(client, context, 'a\uD800b'), 'a\uFFFDb')
  },

  'a text of 1 MiB comes back whole': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    const text = 'ż'.repeat(MEBIBYTE / 2)
    assert.isTrue((await echoed(client, context, text)) === text)
    assert.include(await place.seen('message'), { kind: 'text', length: MEBIBYTE })
  },

  'an ArrayBuffer comes back as an ArrayBuffer': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri)
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    assert.deepEqual(bytesOf(await echoed(client, context, bytes.buffer)), [...bytes])
    assert.include(await place.seen('message'), { kind: 'binary', length: 256 })
  },

  'an empty ArrayBuffer is a message': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
    assert.deepEqual(bytesOf(await echoed(client, context, new ArrayBuffer(0))), [])
  },

  'a binary message of 1 MiB comes back whole': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
    const bytes = Uint8Array.from({ length: MEBIBYTE }, (_, index) => index * 31)
    const back = await echoed(client, context, bytes)
    assert.instanceOf(back, ArrayBuffer)
    const same = new Uint8Array(back)
    assert.isTrue(
      same.length === bytes.length && same.every((byte, index) => byte === bytes[index]),
    )
  },

  'a view sends its own bytes and not those around them': async (context) => {
    const client = context.client()
    await client.open(context.place('/echo').uri)
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const views = [new Uint8Array(buffer, 2, 3), new DataView(buffer, 2, 3)]
    for (const view of views)
      assert.deepEqual(bytesOf(await echoed(client, context, view)), [3, 4, 5])
    assert.deepEqual(
      bytesOf(await echoed(client, context, new Uint16Array(buffer, 4, 2))),
      [5, 6, 7, 8],
    )
  },

  'the bytes sent are those at the time of the call': async (context) => {
    const client = context.client()
    const place = context.place('/sink')
    await client.open(place.uri)
    const small = Uint8Array.of(1, 2, 3)
    client.ws.send(small)
    small.fill(0)
    const large = new Uint8Array(MEBIBYTE).fill(7)
    client.ws.send(large.buffer)
    large.fill(0)
    assert.equal((await place.seen('message', 1)).hex, '010203')
    const untouched = context.client()
    const other = context.place('/sink')
    await untouched.open(other.uri)
    untouched.ws.send(new Uint8Array(MEBIBYTE).fill(7))
    assert.equal((await place.seen('message', 2)).sha1, (await other.seen('message')).sha1)
  },

  'a thousand messages come in order': async (context) => {
    const client = context.client()
    await client.open(context.place('/flood', { count: 1_000, code: 1_000 }).uri)
    await client.closed()
    assert.deepEqual(
      client.messages,
      Array.from({ length: 1_000 }, (_, index) => String(index)),
    )
  },

  'a thousand messages go in order, text and binary in turn': async (context) => {
    const client = context.client()
    const place = context.place('/sink')
    await client.open(place.uri)
    for (let index = 0; index < 1_000; index += 1) {
      client.ws.send(index % 2 === 0 ? String(index) : Uint8Array.of(index >> 8, index & 255))
    }
    await place.seen('message', 1_000)
    const kinds = (await place.entries('message')).map(({ kind, text, hex }) =>
      kind === 'text' ? Number(text) : Number.parseInt(hex ?? '', 16),
    )
    assert.deepEqual(
      kinds,
      Array.from({ length: 1_000 }, (_, index) => index),
    )
  },

  'a message in fragments with pings between them is one message': async (context) => {
    const client = context.client()
    await client.open(context.place('/fragments', { count: 5 }).uri)
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, '0;1;2;3;4;')
  },

  'a ping is answered': async (context) => {
    const client = context.client()
    await client.open(context.place('/ping').uri)
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'pong are you there?')
  },

  'messages in the same segment as the handshake come after ONOPEN': async (context) => {
    const client = context.client()
    await client.open(context.place('/greet', { count: 3, code: 4_001, reason: 'done' }).uri)
    const close = await client.closed()
    assert.deepEqual(client.messages, ['greeting 0', 'greeting 1', 'greeting 2'])
    assert.include(close, { code: 4_001, reason: 'done', wasClean: true })
  },

  'bufferedAmount counts the bytes of UTF-8 that wait': async (context) => {
    const client = context.client()
    const place = context.place('/stall')
    await client.open(place.uri, { closeTimeout: 200 })
    assert.equal(client.ws.bufferedAmount, 0)
    client.ws.send('ż'.repeat(4 * MEBIBYTE))
    if (context.facts.countsAllAtOnce) assert.equal(client.ws.bufferedAmount, 8 * MEBIBYTE)
    else assert.isAtMost(client.ws.bufferedAmount, 8 * MEBIBYTE)
    await context.settle()
    assert.equal(client.ws.bufferedAmount > 0, context.facts.countsBuffered)
  },
})
