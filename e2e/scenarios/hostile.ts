import { assert } from 'chai'
import type { Harness } from './harness.ts'
import type { Recorder } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'
import type { Query } from './test-server.ts'

const MEBIBYTE = 1_048_576

async function assertBroken(harness: Harness, client: Recorder, code: string): Promise<void> {
  const { error, close } = await client.failed()
  assert.equal(error.code, code)
  assert.include(close, { code: 1006, reason: '', wasClean: false, willReconnect: false })
  await harness.settle()
  assert.lengthOf(
    client.types.filter((type) => type === harness.sdk.ONCLOSE),
    1,
  )
}

/** The server says this after the first message. */
function breaks(path: string, query: Query = {}): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    await client.open(harness.server(path, { ...query, after: 'message' }).uri)
    client.ws.send('go on')
    await assertBroken(harness, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, [])
  }
}

/** The server says this instead of the handshake. */
function failsAt(path: string): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    client.connect(harness.server(path).uri)
    await assertBroken(harness, client, 'ERR_CONNECT_FAILED')
  }
}

/** Opens where the platform allows it, else fails. */
function interim(path: string, status: string): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    client.connect(harness.server(path).uri)
    if (harness.facts.failsInterim[status])
      return assertBroken(harness, client, 'ERR_CONNECT_FAILED')
    await client.next(harness.sdk.ONOPEN)
  }
}

/** A close frame that an endpoint must not send (RFC 6455 section 7.4.1), taken for one without a code by some. */
function closesBadly(path: string, query: Query = {}): Scenario['run'] {
  return async (harness) => {
    if (!harness.facts.takesBadCloseFrames) return breaks(path, query)(harness)
    const client = harness.client()
    await client.open(harness.server(path, { ...query, after: 'message' }).uri)
    client.ws.send('go on')
    assert.include(await client.closed(), { code: 1005 })
  }
}

/** A frame that only some platforms take. */
function isTaken(
  path: string,
  fact: 'takesMaskedFrames' | 'takesWideLength',
  text: string,
): Scenario['run'] {
  return async (harness) => {
    if (!harness.facts[fact]) return breaks(path)(harness)
    const client = harness.client()
    await client.open(harness.server(path, { after: 'message' }).uri)
    client.ws.send('go on')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, text)
  }
}

export const hostile = family('hostile servers', {
  'a masked frame': isTaken('/masked', 'takesMaskedFrames', 'masked'),
  'the first reserved bit': breaks('/rsv', { bits: 4 }),
  'the second reserved bit': breaks('/rsv', { bits: 2 }),
  'the third reserved bit': breaks('/rsv', { bits: 1 }),
  'a reserved opcode for data': breaks('/bad-opcode', { opcode: 3 }),
  'a reserved opcode for control': breaks('/bad-opcode', { opcode: 11 }),
  'a ping in fragments': breaks('/fragmented-control'),
  'a ping of 126 bytes': breaks('/long-control'),
  'a length of 2^63': breaks('/length-2-63'),
  'a short length in eight bytes': isTaken('/wide-length', 'takesWideLength', 'wide'),
  'a continuation of nothing': breaks('/continuation-first'),
  'a message inside of another': breaks('/interleaved'),
  'bytes that are no frames': breaks('/garbage'),
  'a close frame of one byte': closesBadly('/close-one-byte'),
  'a close reason that is not UTF-8': breaks('/close-invalid-utf8'),
  'close code 0': breaks('/close-code', { code: 0 }),
  'close code 999': breaks('/close-code', { code: 999 }),
  'close code 1004': breaks('/close-code', { code: 1004 }),
  'close code 1005': closesBadly('/close-code', { code: 1005 }),
  'close code 1006': breaks('/close-code', { code: 1006 }),
  'close code 1015': breaks('/close-code', { code: 1015 }),
  'close code 1016': breaks('/close-code', { code: 1016 }),
  'close code 2999': breaks('/close-code', { code: 2999 }),
  'close code 5000': breaks('/close-code', { code: 5000 }),
  'close code 65535': breaks('/close-code', { code: 65_535 }),
  'an answer that is no HTTP': failsAt('/garbage-at-handshake'),
  'a header of 1 MiB': failsAt('/oversize-headers'),
  'an extension that was not offered': async (harness) => {
    if (harness.facts.checksAnswer) return failsAt('/other-extension')(harness)
    await harness.client().open(harness.server('/other-extension').uri)
  },
  '100 before the 101': interim('/continue-100', '100'),
  '103 before the 101': interim('/early-hints-103', '103'),

  'bytes that arrive one at a time are as good as others': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/byte-by-byte').uri)
    assert.include(await client.closed(), { code: 4_001, reason: 'slowly', wasClean: true })
    assert.equal(client.messages[0], 'żółw 🐢')
    assert.deepEqual([...new Uint8Array(client.messages[1] as ArrayBuffer)], [0, 255])
  },

  'a message in 20,000 fragments is one message': async (harness) => {
    const client = harness.client()
    await client.open(harness.server('/many-fragments', { count: 20_000 }).uri)
    assert.lengthOf(String((await client.next(harness.sdk.ONMESSAGE)).data), 20_000)
  },

  'a message that inflates beyond maxPayload ends the connection, where there is one': async (
    harness,
  ) => {
    const client = harness.client()
    const options = harness.facts.takesNodeOptions
      ? { compression: true, maxPayload: MEBIBYTE }
      : {}
    await client.open(harness.server('/bomb', { size: 16 * MEBIBYTE }).uri, options)
    if (harness.facts.takesNodeOptions) return assertBroken(harness, client, 'ERR_MESSAGE_TOO_BIG')
    assert.equal(
      ((await client.next(harness.sdk.ONMESSAGE)).data as ArrayBuffer).byteLength,
      16 * MEBIBYTE,
    )
  },
})
