import { CONTENDERS, isApt, isAsked, nodeTasks, referenceOf } from './plan.mjs'
import { AGAIN, race } from './race.mjs'
import { resultOf } from './result.mjs'
import { startAll } from './subject.mjs'

/**
 * @typedef {import('./contenders/contender.mjs').Contender} Contender
 * @typedef {import('./plan.mjs').Task} Task
 * @typedef {import('./asked.mjs').Asked} Asked
 */

/** @param {string} name @returns {Promise<[string, Contender]>} */
async function load(name) {
  const { default: contender } = await import(`./contenders/${name}.mjs`)
  return [name, contender]
}

/**
 * The reference of a task and those that are measured against it; the reference itself is one of them, under another
 * name: what it has beside 1.00 is noise.
 * @param {[string, Contender][]} contenders @param {Task} task @param {Asked} asked
 */
function fieldOf(contenders, task, asked) {
  const all = contenders
    .filter(([, contender]) => isApt(task.workload, contender))
    .map(([name, { title, flags = [] }]) => ({ name, module: name, title, flags }))
  const entrants = all.filter(({ name }) => isAsked(name, asked))
  const reference = all.find(({ name }) => name === referenceOf(task))
  if (!reference) throw new Error('there is no reference')
  if (task.isAlone) return { reference, entrants }
  const again = { ...reference, name: AGAIN, title: `${reference.title}, again` }
  return { reference, entrants: [again, ...entrants.filter(({ name }) => name !== reference.name)] }
}

/**
 * Every task on Node, one after the other.
 * @param {Asked} asked
 * @param {import('./peer/peer.mjs').Peer} peer
 */
export async function* nodeResults(asked, peer) {
  const contenders = await Promise.all(CONTENDERS.map(load))
  const place = { place: 'node', version: `Node ${process.versions.node}` }
  for (const task of nodeTasks(asked)) {
    const { reference, entrants } = fieldOf(contenders, task, asked)
    const outcomes = await race(reference, entrants, task, (some, given) =>
      startAll(/** @type {typeof entrants} */ (some), given, peer),
    )
    yield resultOf(place, task, reference, outcomes)
  }
}
