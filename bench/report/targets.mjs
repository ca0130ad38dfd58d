import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { halfCell, ratio, ratioCell, table } from './table.mjs'

/**
 * @typedef {import('../estimate.mjs').Estimate} Estimate
 * @typedef {import('../result.mjs').Result} Result
 * @typedef {{ label: string, place: string, workload: string, title: string, least: number, aim: number }} RatioTarget
 */

const SCRIPT = new URL('../../packages/wsevent/dist/wsevent.min.js', import.meta.url)

/** What the project wants to reach, as ratios: to plain `ws`, and in Chromium to the native class. @type {RatioTarget[]} */
const RATIOS = [
  ...[
    { burst: 10, least: 2, aim: 5 },
    { burst: 100, least: 2.8, aim: 7 },
    { burst: 1, least: 0.95, aim: 1 },
  ].map(({ burst, least, aim }) => {
    const title = `text 128 B, ${burst} a tick`
    return { label: `send, ${burst} a tick`, place: 'node', workload: 'send', title, least, aim }
  }),
  ...[
    { label: 'round trip', workload: 'round-trip', title: 'text 128 B' },
    { label: 'receive text', workload: 'receive', title: 'text 128 B' },
    { label: 'receive binary, as ArrayBuffer', workload: 'receive', title: 'binary 128 B' },
  ].map((target) => ({ ...target, place: 'node', least: 0.95, aim: 1 })),
  ...['text', 'binary'].map((kind) => ({
    label: `Chromium: receive ${kind}`,
    place: 'chromium',
    workload: 'receive',
    title: `${kind} 128 B`,
    least: 0.95,
    aim: 1,
  })),
]

/** @param {Estimate} estimate @param {RatioTarget} target */
function ratioVerdict({ median, low, high }, { least, aim }) {
  const isOpen = low < least && least <= high ? ', not beyond doubt' : ''
  if (median < least) return `miss${isOpen}`
  return median >= aim ? `pass, and the aim${isOpen}` : `pass${isOpen}`
}

/** @param {Result[]} results @param {RatioTarget} target */
function ratioLine(results, target) {
  const row = results
    .find(
      ({ place, workload, title }) =>
        place === target.place && workload === target.workload && title === target.title,
    )
    ?.rows.find(({ name }) => name === 'wsevent')
  if (!row?.ratio) return []
  const { ratio: estimate } = row
  const verdict = ratioVerdict(estimate, target)
  const measured = [ratioCell(estimate), halfCell(estimate), ratio(estimate.total)]
  return [[target.label, String(target.least), String(target.aim), ...measured, verdict]]
}

/** Bytes: the fewer, the better. @param {string} label @param {number} bytes @param {{ most: number, aim: number }} target */
function bytesLine(label, bytes, { most, aim }) {
  const verdict = bytes <= aim ? 'pass, and the aim' : bytes <= most ? 'pass' : 'miss'
  const [limit = '', wanted = '', got = ''] = [most, aim, bytes].map((value) =>
    value.toLocaleString('en'),
  )
  return [label, `≤ ${limit}`, `≤ ${wanted}`, got, '', '', verdict]
}

/** @param {Result[]} results */
function memoryLine(results) {
  const rows = results.find(({ workload }) => workload === 'memory')?.rows ?? []
  const heap = (/** @type {string} */ wanted) =>
    rows.find(({ name }) => name === wanted)?.more?.['heap']
  const [ours, plain] = [heap('wsevent'), heap('ws')]
  if (ours === undefined || plain === undefined) return []
  const label = 'idle connection beside `ws`, bytes of heap'
  return [bytesLine(label, Math.round(ours - plain), { most: 1024, aim: 512 })]
}

function sizeLine() {
  const { length } = gzipSync(readFileSync(SCRIPT), { level: 9 })
  return bytesLine('script-tag build, bytes of gzip', length, { most: 4000, aim: 3000 })
}

/** The targets, as far as they were measured. @param {Result[]} results */
export function targetsOf(results) {
  const heads = ['target', 'at least', 'aim', 'measured', 'middle half', 'all time', 'verdict']
  const lines = RATIOS.flatMap((target) => ratioLine(results, target))
  return table(heads, [...lines, ...memoryLine(results), sizeLine()])
}
