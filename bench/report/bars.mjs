/**
 * @typedef {import('../results.mjs').Result} Result
 * @typedef {import('../results.mjs').Row} Row
 * @typedef {{ label: string, workload: string, title: RegExp, least: number, aim: number }} Bar
 */

/** The bars of the project, as ratios to plain `ws`: 128 bytes of text. @type {Bar[]} */
const BARS = [
  { label: 'send, 10 a tick', workload: 'send', title: /^text 128 B, 10 a/, least: 2, aim: 5 },
  { label: 'send, 100 a tick', workload: 'send', title: /^text 128 B, 100 a/, least: 2.8, aim: 7 },
  { label: 'send, 1 a tick', workload: 'send', title: /^text 128 B, 1 a/, least: 0.95, aim: 1 },
  { label: 'round trip', workload: 'round-trip', title: /128 B/, least: 0.95, aim: 1 },
  { label: 'receive', workload: 'receive', title: /^text 128 B/, least: 0.95, aim: 1 },
]

const MEMORY = { least: 1024, aim: 512 }

/** @param {number} measured @param {Bar} bar */
const verdict = (measured, { least, aim }) =>
  measured >= aim ? 'pass, and the aim' : measured >= least ? 'pass' : 'miss'

/** @param {Result[]} results @param {string} name @param {Pick<Bar, 'workload' | 'title'>} bar */
const rowOf = (results, name, { workload, title }) =>
  results
    .find((result) => result.workload === workload && title.test(result.title))
    ?.rows.find((row) => row.name === name)

/** @param {Result[]} results */
function memoryLine(results) {
  const bar = { workload: 'memory', title: /./ }
  const ours = rowOf(results, 'wsevent', bar)?.more?.heap
  const plain = rowOf(results, 'ws', bar)?.more?.heap
  if (ours === undefined || plain === undefined) return []
  const beside = Math.round(ours - plain)
  const { least, aim } = MEMORY
  const told = beside <= aim ? 'pass, and the aim' : beside <= least ? 'pass' : 'miss'
  return [
    `| idle connection beside \`ws\`, bytes of heap | ${least} | ${aim} | ${beside} | | ${told} |`,
  ]
}

/** The bars, measured. @param {Result[]} results */
export function barsOf(results) {
  const lines = BARS.flatMap((bar) => {
    const { ratio, best = NaN } = rowOf(results, 'wsevent', bar) ?? {}
    if (!ratio) return []
    const measured = `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`
    return [
      `| ${bar.label} | ${bar.least} | ${bar.aim} | ${measured} | ${best.toFixed(2)} | ${verdict(ratio.median, bar)} |`,
    ]
  })
  const head = [
    '| bar | at least | aim | measured | best against best | |',
    '| --- | --: | --: | --: | --: | --- |',
  ]
  return [...head, ...lines, ...memoryLine(results)].join('\n')
}
