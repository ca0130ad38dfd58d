import { CONTENDERS, canDo, isSelected, nodeTasks, referenceOf } from './schedule.mjs'
import { CONTROL, compare } from './comparison.mjs'
import { resultOf } from './result.mjs'
import { startAll } from './client/process.mjs'

/**
 * @typedef {import('./contenders/contender.mjs').Contender} Contender
 * @typedef {import('./schedule.mjs').Task} Task
 * @typedef {import('./options.mjs').Options} Options
 */

/** @param {string} name @returns {Promise<[string, Contender]>} */
async function load(name) {
  const { default: contender } = await import(`./contenders/${name}.mjs`)
  return [name, contender]
}

/**
 * The reference of a task and those that are measured against it; the reference itself is one of them, under another
 * name: what it has beside 1.00 is noise.
 * @param {[string, Contender][]} contenders @param {Task} task @param {Options} options
 */
function candidatesOf(contenders, task, options) {
  const all = contenders
    .filter(([, contender]) => canDo(task.workload, contender))
    .map(([name, { title, flags = [] }]) => ({ name, module: name, title, flags }))
  const candidates = all.filter(({ name }) => isSelected(name, options))
  const reference = all.find(({ name }) => name === referenceOf(task))
  if (!reference) throw new Error('there is no reference')
  if (task.isUnpaired) return { reference, candidates }
  const again = { ...reference, name: CONTROL, title: `${reference.title}, again` }
  return {
    reference,
    candidates: [again, ...candidates.filter(({ name }) => name !== reference.name)],
  }
}

/**
 * Every task on Node, one after the other.
 * @param {Options} options
 * @param {import('./server/process.mjs').Server} server
 */
export async function* nodeResults(options, server) {
  const contenders = await Promise.all(CONTENDERS.map(load))
  const place = { place: 'node', version: `Node ${process.versions.node}` }
  for (const task of nodeTasks(options)) {
    const { reference, candidates } = candidatesOf(contenders, task, options)
    const outcomes = await compare(reference, candidates, task, (some, given) =>
      startAll(/** @type {typeof candidates} */ (some), given, server),
    )
    yield resultOf(place, task, reference, outcomes)
  }
}
