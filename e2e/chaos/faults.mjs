import { PLAIN } from './pipe.mjs'

/**
 * Something that befalls a connection: when so many bytes went through a direction, TCP ends or is reset, or nothing passes for
 * a while (`stall`), or for good (`blackhole`: reset in the end, without a word to either side until then).
 * @typedef {object} Fault
 * @property {'up' | 'down'} direction
 * @property {number} after - bytes
 * @property {'end' | 'reset' | 'stall' | 'blackhole'} act
 * @property {number} lasts - milliseconds, of a stall or before the reset
 * @property {number} refuses - milliseconds for which nobody listens from then on; 0 for not at all
 */

/**
 * What the server itself does: answers the handshake with a 503, or closes after so many messages.
 * @typedef {object} ServerAct
 * @property {number} [retryAfter] - seconds; with it the handshake is rejected
 * @property {number} [after] - messages
 * @property {number} [code] - of the close frame; absent where it just ends TCP
 */

/**
 * All that is to happen to one connection.
 * @typedef {object} Plan
 * @property {string} name - what ends it
 * @property {import('./pipe.mjs').Shaping} up
 * @property {import('./pipe.mjs').Shaping} down
 * @property {readonly Fault[]} faults
 * @property {ServerAct} server
 * @property {() => void} [onOverdue] - a swallowed connection is still there
 */

/** @type {Plan} */
export const CALM = { name: 'calm', up: PLAIN, down: PLAIN, faults: [], server: {} }

// Bytes of a handshake in each direction, about: a cut before that many is a failed attempt.
const REQUEST = 230
const RESPONSE = 120
// Bytes that a server says in a while: it answers in few words.
const ANSWERS = 500

/** What was only stalled, so early that nobody minded, ends all the same. @type {Fault} */
const LAST = { direction: 'up', after: 500, act: 'end', lasts: 0, refuses: 0 }

// Milliseconds within which a heartbeat must have noticed that nothing comes any more, however busy the machine.
const OVERDUE = 5000

/** What may end a connection, and how often among the others. */
export const KINDS = {
  end: 14,
  reset: 14,
  'end and refuse': 5,
  'cut handshake': 9,
  blackhole: 5,
  'stall, heal late': 5,
  'server closes': 12,
  'server ends TCP': 6,
  'reject with 503': 5,
}
const CODES = [1001, 1011, 1012, 1013, 1014, 3000, 3999]

/**
 * Draws what is to happen to a connection.
 * @param {import('./random.mjs').Random} random
 * @param {{ faultWithin: number, silence: number }} profile - bytes within which it ends; milliseconds after which a client
 * that hears nothing gives up
 * @returns {Plan}
 */
export function drawPlan(random, { faultWithin, silence }) {
  const name = random.weighted(KINDS)
  const plan = {
    name,
    up: drawShaping(random, faultWithin),
    down: drawShaping(random, faultWithin),
    faults: drawStalls(random, faultWithin, silence),
    server: {},
  }
  if (name === 'server closes')
    plan.server = { after: random.integer(0, 20), code: random.pick(CODES) }
  else if (name === 'server ends TCP') plan.server = { after: random.integer(0, 20) }
  else if (name === 'reject with 503') plan.server = { retryAfter: random.chance(0.1) ? 1 : 0 }
  else if (name === 'cut handshake') plan.faults = [drawHandshakeCut(random)]
  else plan.faults.push(drawEnd(random, name, faultWithin, silence), LAST)
  return plan
}

/**
 * @param {import('./random.mjs').Random} random
 * @param {number} faultWithin
 */
function drawShaping(random, faultWithin) {
  return {
    delay: random.chance(0.2) ? random.integer(1, 4) : 0,
    rate: random.chance(0.1) ? random.integer(1, 20) * Math.ceil(faultWithin / 500) : Infinity,
    maxChunk: random.chance(0.3) ? random.integer(1, 64) * Math.ceil(faultWithin / 5000) : Infinity,
  }
}

/**
 * Stalls that a connection may live through.
 * @param {import('./random.mjs').Random} random
 * @param {number} faultWithin
 * @param {number} silence
 * @returns {Fault[]}
 */
function drawStalls(random, faultWithin, silence) {
  if (!random.chance(0.15)) return []
  const direction = random.pick(/** @type {const} */ (['up', 'down']))
  const after = random.integer(1, direction === 'up' ? faultWithin : ANSWERS)
  const lasts = random.integer(1, silence / 4)
  return [{ direction, after, act: 'stall', lasts, refuses: 0 }]
}

/**
 * @param {import('./random.mjs').Random} random
 * @returns {Fault}
 */
function drawHandshakeCut(random) {
  const direction = random.pick(/** @type {const} */ (['up', 'down']))
  const after = random.integer(1, direction === 'up' ? REQUEST : RESPONSE)
  return {
    direction,
    after,
    act: random.pick(/** @type {const} */ (['end', 'reset'])),
    lasts: 0,
    refuses: 0,
  }
}

/**
 * @param {import('./random.mjs').Random} random
 * @param {string} name
 * @param {number} faultWithin
 * @param {number} silence
 * @returns {Fault}
 */
function drawEnd(random, name, faultWithin, silence) {
  const isUp = random.chance(0.75)
  const after = random.integer(1, isUp ? faultWithin : ANSWERS)
  const fault = {
    direction: isUp ? /** @type {const} */ ('up') : /** @type {const} */ ('down'),
    after,
    lasts: 0,
    refuses: 0,
  }
  const lasts = random.integer(silence * 2, silence * 4)
  if (name === 'blackhole') return { ...fault, act: 'blackhole', lasts: OVERDUE }
  if (name === 'stall, heal late') return { ...fault, act: 'stall', lasts }
  if (name === 'end and refuse') return { ...fault, act: 'end', refuses: random.integer(5, 40) }
  return { ...fault, act: name === 'reset' ? 'reset' : 'end' }
}
