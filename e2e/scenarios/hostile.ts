import { assert } from 'chai'
import type { Harness, Sides } from './harness.ts'
import { type Scenario, family } from './scenario.ts'

const MEBIBYTE = 1_048_576

type Taken = 'takesMaskedFrames' | 'takesWideLength' | 'takesBadCloseFrames'

async function assertBroken({ client }: Sides, code: string): Promise<void> {
  await client.fails(code)
  assert.deepEqual(client.messages, [])
}

/** The server says this after the first message. Some platforms take it: for a message, or for a close without a code. */
function breaks(path: string, taken?: Taken): Scenario['run'] {
  return async (harness) => {
    const sides = await harness.open(`${path}${path.includes('?') ? '&' : '?'}after=message`)
    const { client } = sides
    client.ws.send('go on')
    if (taken === undefined || !harness.facts[taken]) return assertBroken(sides, 'ERR_PROTOCOL')
    if (taken === 'takesBadCloseFrames') assert.include(await client.closed(), { code: 1005 })
    else assert.include(['masked', 'wide'], await client.message())
  }
}

/** The server says this instead of the handshake, or within it; some platforms let it pass. */
function failsAt(
  path: string,
  passes: (harness: Harness) => boolean = () => false,
): Scenario['run'] {
  return async (harness) => {
    if (passes(harness)) return void (await harness.open(path))
    await assertBroken(harness.connect(path), 'ERR_CONNECT_FAILED')
  }
}

/** Codes that an endpoint must not send (RFC 6455 section 7.4.1). */
const CODES = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535]

function closesWith(code: number): readonly [string, Scenario['run']] {
  const taken = code === 1005 ? 'takesBadCloseFrames' : undefined
  return [`close code ${code}`, breaks(`/close?code=${code}`, taken)]
}

family('hostile servers', {
  'a masked frame': breaks('/masked', 'takesMaskedFrames'),
  'the first reserved bit': breaks('/rsv?bits=4'),
  'the second reserved bit': breaks('/rsv?bits=2'),
  'the third reserved bit': breaks('/rsv?bits=1'),
  'a reserved opcode for data': breaks('/bad-opcode?opcode=3'),
  'a reserved opcode for control': breaks('/bad-opcode?opcode=11'),
  'a ping in fragments': breaks('/fragmented-control'),
  'a ping of 126 bytes': breaks('/long-control'),
  'a length of 2^63': breaks('/length-2-63'),
  'a short length in eight bytes': breaks('/wide-length', 'takesWideLength'),
  'a continuation of nothing': breaks('/continuation-first'),
  'a message inside of another': breaks('/interleaved'),
  'bytes that are no frames': breaks('/garbage'),
  'a close frame of one byte': breaks('/close-one-byte', 'takesBadCloseFrames'),
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
    const sides = await harness.open(`/bomb?size=${16 * MEBIBYTE}`, options)
    if (takesNodeOptions) return assertBroken(sides, 'ERR_MESSAGE_TOO_BIG')
    assert.propertyVal(await sides.client.message(), 'byteLength', 16 * MEBIBYTE)
  },
})
