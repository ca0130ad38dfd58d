// npx tsx bench/herd/run.ts: what a server sees of 10,000 clients when it restarts; writes docs/assets/herd.svg and prints the peaks.
import { writeFile } from 'node:fs/promises'
import { svgOf } from '../report/plot.ts'
// Core's sources ask for the constants that its build sets.
Object.assign(globalThis, { __NODE__: true, __SENTENCES__: true, __VERSION__: '0.0.0' })
const { delayOf } = await import('../../packages/core/src/retry.ts')

const CLIENTS = 10_000
const DOWN = 10_000

/** How long a client waits before retry number `retry` (1 for the first), in milliseconds. */
type Delay = (retry: number, random: () => number, client: number) => number

/** What each client draws once, for the formulas that draw at the start. */
const drawnOnce = (client: number): number => ((client * 2_654_435_761) % 2 ** 32) / 2 ** 32

/** The very formula of wsevent; the others from their documented defaults. */
const FORMULAS: Readonly<Record<string, Delay>> = {
  wsevent: (retry, random) => delayOf(retry, random(), {}),
  'plain exponential': (retry) => Math.min(30_000, 1000 * 2 ** (retry - 1)),
  'reconnecting-websocket, partysocket': (retry, _random, client) =>
    Math.min(10_000, (1000 + drawnOnce(client) * 4000) * 1.3 ** (retry - 1)),
  'socket.io-client': (retry, random) => Math.min(5000, 1000 * 2 ** (retry - 1) * (0.5 + random())),
  centrifuge: (retry, random) =>
    Math.min(20_000, 500 + random() * Math.min(20_000, 500 * 2 ** (retry - 1))),
  'graphql-ws': (retry, random) => 1000 * 2 ** (retry - 1) + 300 + random() * 2700,
}

/** Attempts in each second after the drop; those while the server is down fail at once. */
const values = Object.entries(FORMULAS).flatMap(([name, delay]) => {
  let state = 20_261_123
  // Seeded: the plot is the same at each run.
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const seconds = Array.from({ length: 60 }, () => 0)
  for (let client = 0; client < CLIENTS; client++) {
    for (let at = 0, retry = 1; at < DOWN; retry++) {
      at += delay(retry, random, client)
      const second = Math.floor(at / 1000)
      if (second < seconds.length) seconds[second] = (seconds[second] ?? 0) + 1
    }
  }
  const back = Math.max(...seconds.slice(DOWN / 1000))
  console.log(`${name}: ${Math.max(...seconds)} in a second, ${back} once the server is back`)
  return seconds.map((attempts, second) => ({ name, second, attempts }))
})
const svg = await svgOf({
  data: { values },
  title: `Attempts a second of ${CLIENTS.toLocaleString('en')} clients; the server is back after ${DOWN / 1000} s`,
  width: 150,
  height: 100,
  mark: { type: 'area', color: 'var(--accent)', opacity: 0.8, interpolate: 'step-after' },
  encoding: {
    facet: { field: 'name', type: 'nominal', columns: 2, title: null, sort: Object.keys(FORMULAS) },
    x: { field: 'second', type: 'quantitative', title: 'seconds after the drop' },
    y: { field: 'attempts', type: 'quantitative', title: 'attempts' },
  },
})
await writeFile(new URL('../../docs/assets/herd.svg', import.meta.url), svg)
