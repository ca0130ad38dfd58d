import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CALLS, Chaos, INPUTS, LOOPS, SURROUNDINGS, type ChaosOptions, type Deed } from './chaos.ts'
import type { Era } from './chronicle.ts'
import type { SendData } from '../src/events.ts'
import type { Manners } from './fake-transport.ts'

const amounts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 4, max: 200 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, 1000, 1001, 1005, 1006, 1011, 4000, 1500, 5000, 25_000, 35_000),
  },
  { weight: 1, arbitrary: fc.constantFrom(20_000, 40_000, 70_000) },
)
const deed = (names: readonly Deed['what'][]): fc.Arbitrary<Deed> =>
  fc.record({ what: fc.constantFrom(...names), amount: amounts })

const deeds = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: deed([
        'connect',
        'open',
        'open',
        'answer',
        'send',
        'send',
        'message',
        'drain',
        'advance',
      ]),
    },
    {
      weight: 3,
      arbitrary: deed([...CALLS, ...LOOPS, ...INPUTS, ...SURROUNDINGS]),
    },
  ),
  { maxLength: 60, size: 'max' },
)
const reactions = fc.array(deed([...CALLS, 'throw', 'nothing', 'nothing', 'send']), {
  maxLength: 12,
})
const manners = fc.record({
  isFast: fc.boolean(),
  tellsDrain: fc.boolean(),
  canPause: fc.boolean(),
})
const options: fc.Arbitrary<ChaosOptions> = fc.record({
  isProvided: fc.boolean(),
  connectTimeout: fc.constantFrom(100, 20_000),
  closeTimeout: fc.constantFrom(50, 5000),
  reconnect: fc.oneof(
    fc.boolean(),
    fc.record({ attempts: fc.nat(3), minDelay: fc.constantFrom(1, 500) }),
  ),
  heartbeat: fc.oneof(
    fc.constant<false>(false),
    fc.constant({ interval: 50, timeout: 20 }),
    fc.constant({ interval: 50, timeout: 20, message: '.beat.' }),
  ),
  queue: fc.oneof(fc.boolean(), fc.constant({ maxBytes: 500 })),
})

/** Whether `part` is in `whole`, in its order. */
function isInOrder(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  return part.every((item) => (at = whole.indexOf(item, at) + 1) > 0)
}

/** The text that a client sent: a heartbeat is none. */
function isOurs(data: SendData): data is string {
  return typeof data === 'string' && data.startsWith('m')
}

/** Each message that was accepted, and where it went: to a transport once, or told of as unsent. */
function checkLedger({ options: { queue }, accepted, urgent, closes, transports }: Era): void {
  const handed = transports.flatMap(({ sent }) => sent.filter(isOurs))
  const unsent = closes.flatMap(({ event }) => event.unsent.filter(isOurs))
  const went = [...handed, ...unsent]
  expect(went.toSorted()).toEqual(accepted.toSorted())
  expect(closes.slice(0, -1).every(({ event }) => event.unsent.length === 0)).toBe(true)
  const patient = went.filter((text) => !urgent.has(text))
  expect(isInOrder(patient, accepted)).toBe(true)
  for (const { event, transport } of closes) {
    const held = queue ? (transport?.held.filter(isOurs) ?? []) : []
    expect(event.unconfirmed).toEqual(held)
    if (!queue)
      expect(Object.isFrozen(event.unsent) && Object.isFrozen(event.unconfirmed)).toBe(true)
  }
}

it(
  'keeps its word through any sequence of calls, inputs and times',
  { timeout: 120_000 },
  async () => {
    const weather = async (
      chosen: ChaosOptions,
      ways: Manners,
      within: Deed[],
      list: Deed[],
    ): Promise<void> => {
      const chaos = new Chaos(chosen, ways, within)
      chaos.do({ what: 'connect', amount: 0 })
      for (const one of list) {
        chaos.do(one)
        // Time for the promises of a URI function.
        if (chosen.isProvided) for (let i = 0; i < 6; i++) await Promise.resolve()
      }
      chaos.finish()
      expect(chaos.chronicle.faults).toEqual([])
      chaos.chronicle.eras.forEach(checkLedger)
    }
    const storm = fc.asyncProperty(options, manners, reactions, deeds, weather)
    await fc.assert(storm, { numRuns: Number(process.env['WSEVENT_RUNS'] ?? 5000) })
  },
)
