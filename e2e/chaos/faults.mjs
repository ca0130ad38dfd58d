import { PLAIN } from './lane.mjs'

/**
 * Something that befalls a passage: when so many bytes went through a lane, TCP ends or is reset, or nothing passes for
 * a while (`stall`), or for good (`swallow`: reset in the end, without a word to either side until then).
 * @typedef {object} Episode
 * @property {'up' | 'down'} lane
 * @property {number} after - bytes
 * @property {'end' | 'reset' | 'stall' | 'swallow'} act
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
 * @property {import('./lane.mjs').Shape} up
 * @property {import('./lane.mjs').Shape} down
 * @property {readonly Episode[]} episodes
 * @property {ServerAct} server
 * @property {() => void} [onOverdue] - a swallowed connection is still there
 */

/** @type {Plan} */
export const CALM = { name: 'calm', up: PLAIN, down: PLAIN, episodes: [], server: {} }

// Bytes of a handshake in each direction, about: a cut before that many is a failed attempt.
const REQUEST = 230
const RESPONSE = 120
// Bytes that a server says in a while: it answers in few words.
const ANSWERS = 500

/** What was only stalled, so early that nobody minded, ends all the same. @type {Episode} */
const LAST = { lane: 'up', after: 500, act: 'end', lasts: 0, refuses: 0 }

// Milliseconds within which a heartbeat must have noticed that nothing comes any more, however busy the machine.
const OVERDUE = 5000

/** What may end a connection, and how often among the others. */
export const KINDS = {
  end: 14,
  reset: 14,
  'end and refuse': 5,
  'cut handshake': 9,
  'swallow for good': 5,
  'stall, heal late': 5,
  'server closes': 12,
  'server ends TCP': 6,
  'reject with 503': 5,
}
const CODES = [1001, 1011, 1012, 1013, 1014, 3000, 3999]

/**
 * Draws what is to happen to a connection.
 * @param {import('./chance.mjs').Chance} chance
 * @param {{ reach: number, patience: number }} style - bytes within which it ends; milliseconds after which a client
 * that hears nothing gives up
 * @returns {Plan}
 */
export function drawPlan(chance, { reach, patience }) {
  const name = chance.weighted(KINDS)
  const plan = {
    name,
    up: drawShape(chance, reach),
    down: drawShape(chance, reach),
    episodes: drawStalls(chance, reach, patience),
    server: {},
  }
  if (name === 'server closes')
    plan.server = { after: chance.integer(0, 20), code: chance.pick(CODES) }
  else if (name === 'server ends TCP') plan.server = { after: chance.integer(0, 20) }
  else if (name === 'reject with 503') plan.server = { retryAfter: chance.isTrue(0.1) ? 1 : 0 }
  else if (name === 'cut handshake') plan.episodes = [drawHandshakeCut(chance)]
  else plan.episodes.push(drawEnd(chance, name, reach, patience), LAST)
  return plan
}

/**
 * @param {import('./chance.mjs').Chance} chance
 * @param {number} reach
 */
function drawShape(chance, reach) {
  return {
    delay: chance.isTrue(0.2) ? chance.integer(1, 4) : 0,
    rate: chance.isTrue(0.1) ? chance.integer(1, 20) * Math.ceil(reach / 500) : Infinity,
    piece: chance.isTrue(0.3) ? chance.integer(1, 64) * Math.ceil(reach / 5000) : Infinity,
  }
}

/**
 * Stalls that a connection may live through.
 * @param {import('./chance.mjs').Chance} chance
 * @param {number} reach
 * @param {number} patience
 * @returns {Episode[]}
 */
function drawStalls(chance, reach, patience) {
  if (!chance.isTrue(0.15)) return []
  const lane = chance.pick(/** @type {const} */ (['up', 'down']))
  const after = chance.integer(1, lane === 'up' ? reach : ANSWERS)
  const lasts = chance.integer(1, patience / 4)
  return [{ lane, after, act: 'stall', lasts, refuses: 0 }]
}

/**
 * @param {import('./chance.mjs').Chance} chance
 * @returns {Episode}
 */
function drawHandshakeCut(chance) {
  const lane = chance.pick(/** @type {const} */ (['up', 'down']))
  const after = chance.integer(1, lane === 'up' ? REQUEST : RESPONSE)
  return {
    lane,
    after,
    act: chance.pick(/** @type {const} */ (['end', 'reset'])),
    lasts: 0,
    refuses: 0,
  }
}

/**
 * @param {import('./chance.mjs').Chance} chance
 * @param {string} name
 * @param {number} reach
 * @param {number} patience
 * @returns {Episode}
 */
function drawEnd(chance, name, reach, patience) {
  const isUp = chance.isTrue(0.75)
  const after = chance.integer(1, isUp ? reach : ANSWERS)
  const episode = {
    lane: isUp ? /** @type {const} */ ('up') : /** @type {const} */ ('down'),
    after,
    lasts: 0,
    refuses: 0,
  }
  const lasts = chance.integer(patience * 2, patience * 4)
  if (name === 'swallow for good') return { ...episode, act: 'swallow', lasts: OVERDUE }
  if (name === 'stall, heal late') return { ...episode, act: 'stall', lasts }
  if (name === 'end and refuse') return { ...episode, act: 'end', refuses: chance.integer(5, 40) }
  return { ...episode, act: name === 'reset' ? 'reset' : 'end' }
}
