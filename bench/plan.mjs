/**
 * How long and how often a task is done.
 * @typedef {object} Effort
 * @property {number} pairs duels of each contender with the reference, each with new processes or a new page
 * @property {number} closePairs the same for ours, and for the reference with itself
 * @property {number} rounds runs of each in a duel
 * @property {number} cpu milliseconds that a run takes
 * @property {number} warm milliseconds of CPU time that each has to warm up
 * @property {number} limit milliseconds after which the rounds of a duel end early
 *
 * @typedef {object} Task
 * @property {string} workload
 * @property {string} title
 * @property {import('./messages.mjs').Kind} kind
 * @property {number} size of a message, in bytes
 * @property {number} burst messages a tick
 * @property {boolean} isTls
 * @property {boolean} isApart whether each has a process of its own, so that two can warm up at the same time
 * @property {boolean} isAlone whether each has one run and no opponent
 * @property {boolean} isBar whether a bar of the project hangs on it
 * @property {number} [count] how often in one run; left out, as often as takes a while
 * @property {Effort} effort
 *
 * @typedef {import('./asked.mjs').Asked} Asked
 */

/** In the order of the tables. */
export const CONTENDERS = [
  'wsevent',
  'ws',
  'ws-onmessage',
  'isomorphic-ws',
  'reconnecting-websocket',
  'partysocket',
  'websocket-ts',
  'rxjs',
  'native',
  'engine-io',
  'socket-io',
  'floor',
]

/** Those of a quick look: warming up takes most of its time, and the others are much like one of these. */
const QUICK_CONTENDERS = [
  'wsevent',
  'ws',
  'reconnecting-websocket',
  'partysocket',
  'native',
  'socket-io',
  'floor',
]

/** All kinds of work, for Node. */
export const WORKLOADS = ['receive', 'send', 'round-trip', 'connect', 'memory', 'reconnect']

// Why so many short runs and several pairs: bench/README.md.
const BAR = { pairs: 2, closePairs: 8, rounds: 30, cpu: 6, warm: 700, limit: 1200 }
const REST = { pairs: 1, closePairs: 2, rounds: 12, cpu: 6, warm: 400, limit: 400 }
const QUICK = { pairs: 1, closePairs: 1, rounds: 10, cpu: 5, warm: 400, limit: 250 }
const PAGE_BAR = { pairs: 1, closePairs: 5, rounds: 24, cpu: 12, warm: 150, limit: 2500 }
const PAGE_REST = { pairs: 1, closePairs: 3, rounds: 10, cpu: 12, warm: 80, limit: 1000 }
const PAGE_QUICK = { pairs: 1, closePairs: 1, rounds: 6, cpu: 8, warm: 50, limit: 300 }

const KINDS = /** @type {const} */ (['text', 'utf8', 'binary'])
const SIZES = [16, 128, 1024, 65_536]
const BURSTS = [1, 10, 100, 1000]

/** @param {number} size */
const sizeName = (size) => (size < 1024 ? `${size} B` : `${size / 1024} KiB`)

/** @param {Pick<Task, 'workload' | 'title'> & Partial<Task>} given @returns {Task} */
const task = (given) => ({
  kind: 'text',
  size: 128,
  burst: 1,
  isTls: false,
  isApart: true,
  isAlone: false,
  isBar: false,
  effort: REST,
  ...given,
})

/** @param {Task} given @returns {Task} */
const bar = (given) => ({ ...given, isBar: true, effort: BAR })

/** @param {import('./messages.mjs').Kind} kind @param {number} size */
const receive = (kind, size) =>
  task({ workload: 'receive', title: `${kind} ${sizeName(size)}`, kind, size })

/** @param {number} burst @param {Partial<Task>} [given] */
const send = (burst, given = {}) => {
  const { kind = 'text', size = 128, isTls = false } = given
  const secure = isTls ? 'TLS, ' : ''
  const title = `${secure}${kind} ${sizeName(size)}, ${burst.toLocaleString('en')} a tick`
  return task({ workload: 'send', title, burst, ...given })
}

/** @param {number} size */
const roundTrip = (size) => task({ workload: 'round-trip', title: `text ${sizeName(size)}`, size })

const connect = task({ workload: 'connect', title: 'one after the other' })
const secureConnect = task({ workload: 'connect', title: 'TLS, one after the other', isTls: true })
const reconnect = task({ workload: 'reconnect', title: 'after a drop, delay 1 ms', count: 30 })

/** @param {number} count */
const memory = (count) => {
  const title = `${count.toLocaleString('en')} idle in one process`
  return task({ workload: 'memory', title, count, isAlone: true })
}

const BARS = [
  bar(receive('text', 128)),
  bar(receive('binary', 128)),
  ...[1, 10, 100].map((burst) => bar(send(burst))),
  bar(roundTrip(128)),
]

/** @type {Task[]} */
const QUICK_TASKS = [...BARS, connect, memory(1000), { ...reconnect, count: 10 }].map((given) => ({
  ...given,
  effort: QUICK,
}))

/** @type {Task[]} */
const ALL_TASKS = [
  ...KINDS.flatMap((kind) => SIZES.map((size) => receive(kind, size))),
  ...SIZES.flatMap((size) => BURSTS.map((burst) => send(burst, { size }))),
  ...SIZES.flatMap((size) => [
    send(100, { kind: 'utf8', size }),
    send(100, { kind: 'binary', size }),
  ]),
  ...BURSTS.map((burst) => send(burst, { isTls: true })),
  ...SIZES.filter((size) => size !== 128).map((size) => send(100, { size, isTls: true })),
  roundTrip(128),
  roundTrip(1024),
  connect,
  secureConnect,
  memory(5000),
  reconnect,
].map(
  (given) =>
    BARS.find(({ workload, title }) => workload === given.workload && title === given.title) ??
    given,
)

/** What was asked for of the work on Node. @param {Asked} asked @returns {Task[]} */
export function nodeTasks({ isQuick, workloads, isBarsOnly, effort }) {
  const tasks = isQuick ? QUICK_TASKS : ALL_TASKS
  return tasks
    .filter(({ workload, isBar }) => workloads.includes(workload) && (isBar || !isBarsOnly))
    .map((given) => ({ ...given, effort: { ...given.effort, ...effort } }))
}

/** The work in one engine: floods and bursts of 128 bytes. @param {string} engine @param {Asked} asked @returns {Task[]} */
export function browserTasks(engine, { isQuick, isBarsOnly, effort }) {
  const tasks = ['receive', 'send'].flatMap((workload) =>
    /** @type {const} */ (['text', 'binary']).map((kind) => {
      const isBar = engine === 'chromium' && workload === 'receive'
      const [title, burst] =
        workload === 'send' ? [`${kind} 128 B, 100 a task`, 100] : [`${kind} 128 B`, 1]
      const planned = isQuick ? PAGE_QUICK : isBar ? PAGE_BAR : PAGE_REST
      const given = { workload, title, kind, burst, isBar, isApart: false }
      return task({ ...given, effort: { ...planned, ...effort } })
    }),
  )
  const isLook = (/** @type {Task} */ { kind, workload }) =>
    workload === 'receive' && kind === 'text'
  return tasks.filter((given) => given.isBar || (!isBarsOnly && (!isQuick || isLook(given))))
}

/** Who gives an `ArrayBuffer` is compared with a `ws` that does: giving a `Buffer`, it is spared a copy. @param {Task} given */
export const referenceOf = ({ workload, kind }) =>
  workload === 'receive' && kind === 'binary' ? 'ws-onmessage' : 'ws'

/** Whether a contender was asked for. @param {string} name @param {Asked} asked */
export const isAsked = (name, { isQuick, contenders }) =>
  (contenders.length > 0 ? contenders : isQuick ? QUICK_CONTENDERS : CONTENDERS).includes(name)

/** Whether a contender can do a task. @param {string} workload @param {object} contender */
export const isApt = (workload, contender) => workload !== 'reconnect' || 'reconnect' in contender
