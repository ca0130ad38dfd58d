import fc from 'fast-check'
import type { Part, Report, Traffic } from './oracle/traffic.ts'
import { expect, test } from './platforms/test.ts'

// A conversation in an engine costs more than in Node; `WSEVENT_DIFFERENTIAL_RUNS` asks for more of them, by night.
const runsOf = (project: string): number =>
  Number(process.env['WSEVENT_DIFFERENTIAL_RUNS'] ?? (project.startsWith('node') ? 100 : 10))

const size = fc.oneof(
  fc.nat(300),
  fc.constantFrom(0, 125, 126, 127, 511, 512, 65_534, 65_535, 65_536, 70_000),
)
const message: fc.Arbitrary<Part> = fc.record({
  send: fc.constantFrom('text', 'binary'),
  size,
  fragments: fc.integer({ min: 1, max: 5 }),
})
const whole: fc.Arbitrary<Part> = message.map((part) => ({ ...part, fragments: 1 }))
const aside: fc.Arbitrary<Part> = fc.record({ send: fc.constantFrom('ping', 'pause') })
const turn = fc.record({
  server: fc.array(fc.oneof(message, aside), { maxLength: 5 }),
  // An answer at least: Firefox may skip `open` where the end is in the handshake's own segment.
  client: fc.array(whole, { minLength: 1, maxLength: 4 }),
})
const ending = fc.record({
  by: fc.constantFrom('client' as const, 'server' as const, 'drop' as const),
  code: fc.constantFrom(1000, 3000, 4001, 4999),
  reason: fc.constantFrom('', 'bye', 'grüß dich'),
})
const traffic: fc.Arbitrary<Traffic> = fc.record({
  turns: fc.array(turn, { minLength: 1, maxLength: 4 }),
  ending,
})

test('differential: over generated traffic ours tells what a raw socket tells', async ({
  run,
}, info) => {
  const numRuns = runsOf(info.project.name)
  test.setTimeout(Math.max(30_000, numRuns * 2000))
  await fc.assert(
    fc.asyncProperty(traffic, async (script) => {
      const record = await run('wseventOracle', 'traffic', { traffic: script })
      const { raw, ours } = record as { readonly raw: Report; readonly ours: Report }
      expect(ours).toEqual(raw)
    }),
    { numRuns, seed: Number(process.env['WSEVENT_SEED'] ?? 20261123) },
  )
})
