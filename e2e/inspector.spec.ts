// The inspector's element in the engines.
import type * as Devtools from './inspector/devtools.ts'
import type * as Pages from './inspector/index.ts'
import type { Browser } from './engines/browser.ts'
import { readEnvironment } from './platforms/environment.ts'
import { ranOn } from './platforms/annotations.ts'
import { expect, test as base } from './platforms/test.ts'

// A browser's start takes longer than most of these tests.
const test = base.extend({
  engine: async ({ lasting }, use, info) => {
    info.annotations.push({ type: ranOn, description: lasting.description })
    await use(lasting)
  },
})

type Name = keyof typeof Pages

declare global {
  // What the script of the page puts there.
  var wseventInspector: typeof Pages
}

async function run(engine: Browser, name: Name, argument = ''): Promise<unknown> {
  await engine.open(readEnvironment().page)
  return engine.evaluate(
    async (given) => {
      const address = '/inspector.js'
      await import(address)
      return wseventInspector[given.name](given.argument)
    },
    { name, argument },
  )
}

test('opened late, it shows the beginning; a message as a tree and in hex', async ({ engine }) => {
  expect(await run(engine, 'openLate')).toEqual({
    rows: [
      'closed, attempt 0',
      'connect wss://example.com/live?token=secret',
      'connecting, attempt 1',
      'open, attempt 1',
      'opened',
      '{"first":[1,{"deep":true}]}',
      'closing, attempt 1',
      'closed 4000 “bye”',
      'closed, attempt 1',
    ],
    hex: '000000 7b 22 66 69 72 73 74 22',
    tree: ['{1}', 'first[2]', '01', '1{1}'],
  })
})

test('shows a socket of the W3C class', async ({ engine }) => {
  expect(await run(engine, 'inspectSocket')).toEqual({
    rows: [
      'connect wss://example.com/live',
      'connecting, attempt 1',
      'open, attempt 1',
      'opened',
      'hello',
      expect.stringMatching(/^ERR_CONNECTION_LOST/),
      'closed 1006, not clean, reconnects in 1 ms',
      'waiting, attempt 2 in 1 ms',
      'connecting, attempt 2',
      'open, attempt 2',
      'opened',
      'closing, attempt 2',
      'closed 1000',
      'closed, attempt 2',
    ],
    closes: [
      [1006, true],
      [1000, false],
    ],
    ownKeys: 0,
  })
})

test('shows attempts, a countdown, and what waits in the queue', async ({ engine }) => {
  expect(await run(engine, 'converse')).toEqual({
    state: true,
    figures: ['Attempt 2', 'Queue 1', 'In flight 0'],
    periods: expect.stringContaining('connecting, open, waiting'),
    message: 'later',
    hasLines: true,
  })
})

test('sends, drops, goes offline and disconnects, and says what cannot be done', async ({
  engine,
}) => {
  expect(await run(engine, 'commands')).toEqual({
    notice: expect.stringContaining('send'),
    message: 'from the panel',
    held: 4,
    late: 'held',
    codes: [1006, 1000],
  })
})

test('searches, filters, pauses and clears', async ({ engine }) => {
  expect(await run(engine, 'search')).toEqual({
    found: ['apple', 'Apple pie'],
    gap: 'missed 1 while paused',
  })
})

test('goes where a key says, and keeps what is clicked in sight', async ({ engine }) => {
  expect(await run(engine, 'choose')).toEqual({
    seen: ['99', '98', '88', '89', 'closed, attempt 0', null],
    isInSight: true,
    areReachable: true,
  })
})

for (const kind of ['dedicated', 'shared', 'service'])
  test(`shows and steers a client in a ${kind} worker`, async ({ engine }) => {
    const { server } = readEnvironment()
    const uri = `${server.ws}/echo`
    expect(await run(engine, 'followWorker', JSON.stringify([kind, uri]))).toEqual({
      before: [`connect ${uri}`, 'opened', 'from the worker', 'from the worker'],
      after: [
        'from the page',
        'from the page',
        expect.stringContaining('closed 1006'),
        'closed 1000',
      ],
    })
  })

test('exports without queries, imports, and names the line of a broken file', async ({
  engine,
}) => {
  expect(await run(engine, 'replay')).toEqual({
    hasQuery: false,
    hasText: true,
    isRedacted: true,
    notice: expect.stringMatching(/^Line \d+ of the log is not JSON/),
    names: ['↑0', 'a.jsonl'],
    hasControls: false,
  })
})

for (const theme of ['light', 'dark'])
  test(`axe finds nothing in ${theme}`, async ({ engine }) => {
    expect(await run(engine, 'audit', theme)).toEqual({ violations: [], isLookedAt: true })
  })

test('lives through ten thousand messages a second', async ({ engine }) => {
  const seen = (await run(engine, 'flood')) as Readonly<Record<string, number>>
  test.info().annotations.push({ type: 'flood', description: JSON.stringify(seen) })
  expect(seen).toMatchObject({ received: 30_000 })
  // The states of before are kept as well.
  expect(seen['kept']).toBeLessThanOrEqual(10_010)
  expect(seen['rows']).toBeLessThan(100)
  expect(seen['framesASecond']).toBeGreaterThan(1)
})

test('is a plugin of TanStack Devtools, whatever the version calls a theme', async ({ engine }) => {
  expect(await run(engine, 'plugIn')).toEqual({
    id: 'wsevent',
    results: [null, null],
    length: 1,
    theme: 'light',
  })
})

test('opens in the shell of TanStack Devtools, shows what happens, and goes with it', async ({
  engine,
}) => {
  await engine.open(readEnvironment().page)
  const call = (name: keyof typeof Devtools, count = 0): Promise<unknown> =>
    engine.evaluate(
      async (given) => {
        const address = '/devtools/devtools.js'
        const devtools = (await import(address)) as typeof Devtools
        return devtools[given.name](given.count)
      },
      { name, count },
    )
  expect(await call('live')).toEqual({ rows: true, theme: 'dark', isInSight: true })
  await call('mounts', 20)
  if ((await engine.heap?.()) === undefined) return
  // To ask for the heap is to collect first. The last one may still be in a frame that was asked for.
  await expect
    .poll(async () => {
      await engine.heap?.()
      return call('held')
    })
    .toBeLessThan(2)
})
