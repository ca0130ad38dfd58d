import fc from 'fast-check'
import { BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT } from './frames.ts'

/** How a header may be wrong, or longer than it must be. */
export interface Flaws {
  readonly first?: number
  readonly isMasked?: boolean
  readonly lengthSize?: number
}

/** A frame as a server sends it, with the shortest length unless told otherwise. */
export function serverFrame(opcode: number, payload: Uint8Array, flaws: Flaws = {}): Buffer {
  const { length } = payload
  const { first = 0x80 + opcode, isMasked = false } = flaws
  const { lengthSize = length < 126 ? 1 : length < 65_536 ? 3 : 9 } = flaws
  const head = Buffer.alloc(1 + lengthSize)
  head[0] = first
  head[1] = lengthSize === 1 ? length : lengthSize === 3 ? 126 : 127
  if (lengthSize === 3) head.writeUInt16BE(length, 2)
  if (lengthSize === 9) head.writeBigUInt64BE(BigInt(length), 2)
  if (!isMasked) return Buffer.concat([head, payload])
  head[1] += 0x80
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

/** About each border of a length, of a way to decode, and of what is put together. */
export const SIZES = [
  0, 1, 2, 3, 7, 16, 124, 125, 126, 127, 128, 300, 2046, 2047, 2048, 2049, 5000, 65_535, 65_536,
  70_000,
]

const UNITS = ['x', 'é', '€', '🐢', '\uFFFD', '\0', '\uFEFF']
// Overlong, a surrogate, beyond Unicode, cut, no beginning.
const NO_UTF8 = ['c080', 'eda080', 'f4908080', 'e282', 'f09f90', 'ff', '80', 'fe'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

const size = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 40 }) },
  { weight: 2, arbitrary: fc.constantFrom(...SIZES.slice(0, 16)) },
  { weight: 1, arbitrary: fc.constantFrom(...SIZES) },
)

/** As many whole characters as there is room for, and some of one byte. */
export function utf8(length: number, unit: string): Buffer {
  const bytes = Buffer.alloc(length, 0x61)
  const one = Buffer.from(unit)
  for (let at = 0; at + one.length <= Math.min(length, 4000); at += one.length) one.copy(bytes, at)
  return bytes
}

const goodText = fc
  .tuple(size, fc.constantFrom(...UNITS))
  .map(([length, unit]) => utf8(length, unit))
const badText = fc
  .tuple(goodText, fc.constantFrom(...NO_UTF8), fc.nat())
  .map(([text, wrong, seed]) => {
    const at = seed % (text.length + 1)
    return Buffer.concat([text.subarray(0, at), wrong, text.subarray(at)])
  })
const bytes = size.map((length) => Buffer.from(Array.from({ length }, (_, i) => i * 7 + length)))
const small = fc.uint8Array({ maxLength: 125 })

const single = fc.oneof(
  { weight: 6, arbitrary: goodText.map((text) => serverFrame(TEXT, text)) },
  { weight: 6, arbitrary: bytes.map((data) => serverFrame(BINARY, data)) },
)
const control = fc
  .tuple(fc.constantFrom(PING, PONG), small)
  .map(([opcode, payload]) => serverFrame(opcode, payload))
const longer = fc
  .tuple(fc.constantFrom(TEXT, BINARY, PING), fc.nat({ max: 130 }), fc.constantFrom(3, 9))
  .map(([opcode, length, lengthSize]) => serverFrame(opcode, utf8(length, 'é'), { lengthSize }))
const fragmented = fc
  .tuple(
    fc.constantFrom(TEXT, BINARY),
    fc.oneof({ weight: 5, arbitrary: goodText }, { weight: 1, arbitrary: badText }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    fc.array(control, { maxLength: 2 }),
  )
  .map(([opcode, payload, cuts, controls]) => {
    const pieces = cut(payload, cuts)
    const frames = pieces.map((piece, i) => {
      const final = i === pieces.length - 1 ? 0x80 : 0
      return serverFrame(opcode, piece, { first: final + (i ? CONTINUATION : opcode) })
    })
    return Buffer.concat(frames.flatMap((frame, i) => [frame, controls[i] ?? Buffer.alloc(0)]))
  })
const close = fc
  .tuple(
    fc.constantFrom('', '03e8', '03eb', '0fa1', '03e86279', '03ed', '03e8ff', '03'),
    fc.boolean(),
  )
  .map(([payload]) => serverFrame(CLOSE, Buffer.from(payload, 'hex')))
const wrong = fc.oneof(
  badText.map((text) => serverFrame(TEXT, text)),
  fc
    .tuple(fc.nat({ max: 255 }), fc.boolean(), small)
    .map(([first, isMasked, payload]) => serverFrame(0, payload, { first, isMasked })),
  fc.constant(Buffer.of(0x82, 127, 0, 0x40, 0, 0, 0, 0, 0, 0)),
  fc.constant(Buffer.of(0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0)),
  fc.uint8Array({ minLength: 1, maxLength: 30 }).map((garbage) => Buffer.from(garbage)),
)

const item = fc.oneof(
  { weight: 12, arbitrary: single },
  { weight: 3, arbitrary: control },
  { weight: 2, arbitrary: fragmented },
  { weight: 2, arbitrary: longer },
)

/** What a server may send: mostly sound, with something else behind it. */
export const byteStream = fc
  .tuple(
    fc.array(item, { maxLength: 12 }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) },
      { weight: 1, arbitrary: close },
      { weight: 2, arbitrary: wrong },
    ),
    fc.array(item, { maxLength: 3 }),
  )
  .map(([before, turn, after]) => Buffer.concat([...before, turn, ...after]))

/** Cuts at places that any numbers name. */
export function cut(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map((seed) => seed % (stream.length + 1)).toSorted((a, b) => a - b)
  return [...places, stream.length].map((end, i) => stream.subarray(places[i - 1] ?? 0, end))
}
