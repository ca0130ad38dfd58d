// npm run herd: what a server sees of 10,000 clients when it restarts; writes docs/assets/herd.svg and prints the peaks.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import { peers } from './formulas.mjs'

const CLIENTS = 10_000
const DOWN = 10_000
const END = 60_000

/** The very formula of the SDK, from its source. @returns {Promise<import('./formulas.mjs').Formula>} */
async function ours() {
  const entry = fileURLToPath(new URL('../../packages/core/src/retry.ts', import.meta.url))
  const built = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm' })
  const code = Buffer.from(built.outputFiles[0]?.contents ?? []).toString('base64')
  const { backoff } = await import(`data:text/javascript;base64,${code}`)
  return { name: 'wsevent', delay: (retry, _client, random) => backoff(retry, random(), {}) }
}

/** A seeded source, so that the page is the same at each run. @param {number} seed */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Attempts in each second after the drop; those while the server is down fail at once. @param {import('./formulas.mjs').Formula} formula */
function simulate({ name, delay }) {
  const random = randomFrom(20_261_123)
  const seconds = Array.from({ length: END / 1000 }, () => 0)
  for (let client = 0; client < CLIENTS; client++) {
    let at = 0
    for (let retry = 1; at < DOWN; retry++) {
      at += delay(retry, client, random)
      const second = Math.floor(at / 1000)
      if (second < seconds.length) seconds[second] = (seconds[second] ?? 0) + 1
    }
  }
  return { name, seconds }
}

/** @param {ReturnType<typeof simulate>[]} runs */
function plot(runs) {
  const values = runs.flatMap(({ name, seconds }) =>
    seconds.map((attempts, second) => ({ name, second, attempts })),
  )
  const { spec } = compile({
    background: 'white',
    data: { values },
    title: `Attempts a second of ${CLIENTS.toLocaleString('en')} clients; the server is back after ${DOWN / 1000} s`,
    width: 260,
    height: 120,
    mark: { type: 'area', color: '#0f6b57', opacity: 0.8, interpolate: 'step-after' },
    encoding: {
      facet: {
        field: 'name',
        columns: 2,
        title: null,
        sort: runs.map(({ name }) => name),
        type: 'nominal',
      },
      x: { field: 'second', type: 'quantitative', title: 'seconds after the drop' },
      y: { field: 'attempts', type: 'quantitative', title: 'attempts' },
    },
  })
  return new View(parse(spec), { renderer: 'none' }).toSVG()
}

const runs = [await ours(), ...peers].map(simulate)
for (const { name, seconds } of runs) {
  const back = seconds.slice(DOWN / 1000)
  const sum = seconds.reduce((total, attempts) => total + attempts, 0)
  console.log(
    `${name.padEnd(38)} most in a second ${String(Math.max(...seconds)).padStart(6)}, once the server is back ${String(Math.max(...back)).padStart(6)}; ${sum} attempts`,
  )
}
await writeFile(new URL('../../docs/assets/herd.svg', import.meta.url), await plot(runs))
