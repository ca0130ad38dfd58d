import { assert } from 'chai'
import type { Recorder } from './recorder.ts'
import type { Harness } from './harness.ts'
import { type Scenario, family } from './scenario.ts'

const MEBIBYTE = 1_048_576

async function assertBroken(harness: Harness, client: Recorder, code: string): Promise<void> {
  await client.fails(code)
  await harness.settle()
  assert.lengthOf(
    client.types.filter((type) => type === 'close'),
    1,
  )
}

/** A client that has sent its first message, which is what the server waits for. */
async function afterMessage(harness: Harness, path: string): Promise<Recorder> {
  const { client } = await harness.open(`${path}${path.includes('?') ? '&' : '?'}after=message`)
  client.ws.send('go on')
  return client
}

/** The server says this after the first message. */
function breaks(path: string): Scenario['run'] {
  return async (harness) => {
    const client = await afterMessage(harness, path)
    await assertBroken(harness, client, 'ERR_PROTOCOL')
    assert.deepEqual(client.messages, [])
  }
}

/** The server says this instead of the handshake, or within it; some platforms let it pass. */
function failsAt(
  path: string,
  passes: (harness: Harness) => boolean = () => false,
): Scenario['run'] {
  return async (harness) => {
    if (passes(harness)) return void (await harness.open(path))
    await assertBroken(harness, harness.connect(path).client, 'ERR_CONNECT_FAILED')
  }
}

/** A close frame that an endpoint must not send (RFC 6455 section 7.4.1), taken for one without a code by some. */
function closesBadly(path: string): Scenario['run'] {
  return async (harness) => {
    if (!harness.facts.takesBadCloseFrames) return breaks(path)(harness)
    const client = await afterMessage(harness, path)
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
    assert.equal(await (await afterMessage(harness, path)).message(), text)
  }
}

const CODES = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535]

function closesWith(code: number): readonly [string, Scenario['run']] {
  const holds = code === 1005 ? closesBadly : breaks
  return [`close code ${code}`, holds(`/close?code=${code}`)]
}

family('hostile servers', {
  'a masked frame': isTaken('/masked', 'takesMaskedFrames', 'masked'),
  'the first reserved bit': breaks('/rsv?bits=4'),
  'the second reserved bit': breaks('/rsv?bits=2'),
  'the third reserved bit': breaks('/rsv?bits=1'),
  'a reserved opcode for data': breaks('/bad-opcode?opcode=3'),
  'a reserved opcode for control': breaks('/bad-opcode?opcode=11'),
  'a ping in fragments': breaks('/fragmented-control'),
  'a ping of 126 bytes': breaks('/long-control'),
  'a length of 2^63': breaks('/length-2-63'),
  'a short length in eight bytes': isTaken('/wide-length', 'takesWideLength', 'wide'),
  'a continuation of nothing': breaks('/continuation-first'),
  'a message inside of another': breaks('/interleaved'),
  'bytes that are no frames': breaks('/garbage'),
  'a close frame of one byte': closesBadly('/close-one-byte'),
  'a close reason that is not UTF-8': breaks('/close-invalid-utf8'),
  ...Object.fromEntries(CODES.map(closesWith)),
  'an answer that is no HTTP': failsAt('/garbage-at-handshake'),
  'a header of 1 MiB': failsAt('/oversize-headers'),
  'an extension that was not offered': failsAt(
    '/other-extension',
    ({ facts }) => !facts.checksAnswer,
  ),
  '100 before the 101': failsAt('/continue-100', ({ facts }) => !facts.failsInterim),
  '103 before the 101': failsAt('/early-hints-103', ({ facts }) => !facts.failsInterim),

  'bytes that arrive one at a time are as good as others': async (harness) => {
    const { client } = await harness.open('/byte-by-byte')
    assert.include(await client.closed(), { code: 4_001, reason: 'slowly', wasClean: true })
    assert.equal(client.messages[0], 'żółw 🐢')
    assert.deepEqual([...new Uint8Array(client.messages[1] as ArrayBuffer)], [0, 255])
  },

  'a message in 20,000 fragments is one message': async (harness) => {
    const { client } = await harness.open('/many-fragments?count=20000')
    assert.lengthOf(String(await client.message()), 20_000)
  },

  'a message that inflates beyond maxPayload ends the connection, where there is one': async (
    harness,
  ) => {
    const { takesNodeOptions } = harness.facts
    const options = takesNodeOptions ? { compression: true, maxPayload: MEBIBYTE } : {}
    const { client } = await harness.open(`/bomb?size=${16 * MEBIBYTE}`, options)
    if (takesNodeOptions) return assertBroken(harness, client, 'ERR_MESSAGE_TOO_BIG')
    assert.equal(((await client.message()) as ArrayBuffer).byteLength, 16 * MEBIBYTE)
  },
})
