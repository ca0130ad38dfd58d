// npm run bench — side by side with the peers; `-- --quick` in two minutes, `-- --only receive,send` for some of it.
// The whole run writes bench/results/; `-- --write` makes any other write it too.
import { parseArgs } from 'node:util'
import { Peer } from './peer/peer.mjs'
import { CONTENDERS, isApt, planOf } from './plan.mjs'
import { barsOf } from './report/bars.mjs'
import { tablesOf } from './report/table.mjs'
import { write } from './report/write.mjs'
import { resultOf } from './results.mjs'
import { REFERENCE, race } from './rounds.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    contenders: { type: 'string', default: '' },
    rounds: { type: 'string' },
  },
})

/** @param {string} list */
const listOf = (list) => list.split(',').filter((item) => item !== '')

/** @param {string[]} names @returns {Promise<[string, import('./contenders/contender.mjs').Contender][]>} */
const load = (names) =>
  Promise.all(
    names.map(async (name) => {
      const { default: contender } = await import(`./contenders/${name}.mjs`)
      return [name, contender]
    }),
  )

const isQuick = values.quick
const plan = planOf({ isQuick, only: listOf(values.only) })
const effort = { ...plan.effort, ...(values.rounds && { rounds: Number(values.rounds) }) }
const chosen = listOf(values.contenders)
const contenders = await load(
  CONTENDERS.filter((name) => name === REFERENCE || chosen.length === 0 || chosen.includes(name)),
)
const peer = await Peer.start()
const results = []
try {
  for (const task of plan.tasks) {
    const entrants = contenders
      .filter(([name, contender]) => isApt(name, task.workload, contender))
      .map(([name, { title, flags = [] }]) => ({ name, title, flags }))
    // oxlint-disable-next-line no-await-in-loop
    const result = resultOf(task, await race(entrants, task, effort, peer))
    results.push(result)
    console.log(`\n${tablesOf([result])}`)
  }
} finally {
  await peer.end()
}
console.log(`\n${barsOf(results)}`)
const isWhole = !isQuick && values.only === '' && values.contenders === ''
if (isWhole || values.write) {
  await write(results, { node: process.versions.node, rounds: effort.rounds })
}
