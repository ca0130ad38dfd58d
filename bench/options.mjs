import { parseArgs } from 'node:util'
import { engineNames } from '../e2e/engines/find.mjs'
import { CONTENDERS, WORKLOADS } from './schedule.mjs'

/**
 * What was given on the command line.
 * @typedef {object} Options
 * @property {boolean} isQuick
 * @property {boolean} isTargetsOnly
 * @property {boolean} isWhole whether it is the whole run, whose results are kept
 * @property {string[]} workloads for Node
 * @property {string[]} engines
 * @property {string[]} contenders all of them where empty
 * @property {Partial<import('./schedule.mjs').Effort>} effort
 * @property {string | undefined} out the folder for what is written
 */

/** @param {string} list @param {string} option @param {readonly string[]} known */
function listOf(list, option, known) {
  const items = list.split(',').filter((item) => item !== '')
  const unknown = items.filter((item) => !known.includes(item))
  if (unknown.length === 0) return items
  throw new Error(`--${option} does not know ${unknown.join(', ')}, but ${known.join(', ')}`)
}

/** @param {string | undefined} rounds @param {string | undefined} pairs @returns {Options['effort']} */
const effortOf = (rounds, pairs) => ({
  ...(rounds !== undefined && { rounds: Number(rounds) }),
  ...(pairs !== undefined && { pairs: Number(pairs), closePairs: Number(pairs) }),
})

/** @returns {Options} */
export function parseOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      contenders: { type: 'string', default: '' },
      rounds: { type: 'string' },
      pairs: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { quick: isQuick, rounds, pairs, out } = values
  const known = [...WORKLOADS, 'browsers', ...engineNames, 'targets']
  const only = listOf(values.only, 'only', known)
  const contenders = listOf(values.contenders, 'contenders', CONTENDERS)
  const effort = effortOf(rounds, pairs)
  const places = only.filter((item) => item !== 'targets')
  const isAll = (/** @type {string} */ item) => places.length === 0 || places.includes(item)
  return {
    isQuick,
    isTargetsOnly: only.includes('targets'),
    isWhole: ![isQuick, only.length, contenders.length, rounds, pairs].some(Boolean),
    workloads: WORKLOADS.filter(isAll),
    engines: engineNames.filter((engine) => isAll(engine) || places.includes('browsers')),
    contenders,
    effort,
    out,
  }
}
