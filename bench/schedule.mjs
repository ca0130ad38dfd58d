/**
 * How long and how often a task is done.
 * @typedef {object} Effort
 * @property {number} pairs pairs of each contender with the reference, each with new processes or a new page
 * @property {number} closePairs the same for ours, and for the reference with itself
 * @property {number} rounds runs of each in a pair
 * @property {number} cpu milliseconds that a run takes
 * @property {number} warm milliseconds of CPU time that each has to warm up
 * @property {number} limit milliseconds after which the rounds of a pair end early
 *
 * @typedef {object} Task
 * @property {string} workload
 * @property {string} title
 * @property {import('./messages.mjs').Kind} kind
 * @property {number} size of a message, in bytes
 * @property {number} burst messages a tick
 * @property {boolean} isTls
 * @property {boolean} hasOwnProcess whether each has a process of its own, so that two can warm up at the same time
 * @property {boolean} isUnpaired whether each has one run and no opponent
 * @property {boolean} isTarget whether a target of the project hangs on it
 * @property {number} [count] how often in one run; left out, as often as takes a while
 * @property {Effort} effort
 *
 * @typedef {import('./options.mjs').Options} Options
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
  'raw-socket',
]

/** Those of a quick look: warming up takes most of its time, and the referenceRuns are much like one of these. */
const QUICK_CONTENDERS = [
  'wsevent',
  'ws',
  'reconnecting-websocket',
  'partysocket',
  'native',
  'socket-io',
  'raw-socket',
]

/** All kinds of work, for Node. */
export const WORKLOADS = ['receive', 'send', 'round-trip', 'connect', 'memory', 'reconnect']

// Why so many short runs and several pairs: bench/README.md.
const TARGET = { pairs: 2, closePairs: 8, rounds: 30, cpu: 6, warm: 700, limit: 1200 }
const REST = { pairs: 1, closePairs: 2, rounds: 12, cpu: 6, warm: 400, limit: 400 }
const QUICK = { pairs: 1, closePairs: 1, rounds: 10, cpu: 5, warm: 400, limit: 250 }
const PAGE_TARGET = { pairs: 1, closePairs: 5, rounds: 24, cpu: 12, warm: 150, limit: 2500 }
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
  hasOwnProcess: true,
  isUnpaired: false,
  isTarget: false,
  effort: REST,
  ...given,
})

/** @param {Task} given @returns {Task} */
const target = (given) => ({ ...given, isTarget: true, effort: TARGET })

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
  return task({ workload: 'memory', title, count, isUnpaired: true })
}

const TARGETS = [
  target(receive('text', 128)),
  target(receive('binary', 128)),
  ...[1, 10, 100].map((burst) => target(send(burst))),
  target(roundTrip(128)),
]

/** @type {Task[]} */
const QUICK_TASKS = [...TARGETS, connect, memory(1000), { ...reconnect, count: 10 }].map(
  (given) => ({
    ...given,
    effort: QUICK,
  }),
)

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
    TARGETS.find(({ workload, title }) => workload === given.workload && title === given.title) ??
    given,
)

/** The selected work on Node. @param {Options} options @returns {Task[]} */
export function nodeTasks({ isQuick, workloads, isTargetsOnly, effort }) {
  const tasks = isQuick ? QUICK_TASKS : ALL_TASKS
  return tasks
    .filter(
      ({ workload, isTarget }) => workloads.includes(workload) && (isTarget || !isTargetsOnly),
    )
    .map((given) => ({ ...given, effort: { ...given.effort, ...effort } }))
}

/** The work in one engine: floods and bursts of 128 bytes. @param {string} engine @param {Options} options @returns {Task[]} */
export function browserTasks(engine, { isQuick, isTargetsOnly, effort }) {
  const tasks = ['receive', 'send'].flatMap((workload) =>
    /** @type {const} */ (['text', 'binary']).map((kind) => {
      const isTarget = engine === 'chromium' && workload === 'receive'
      const [title, burst] =
        workload === 'send' ? [`${kind} 128 B, 100 a task`, 100] : [`${kind} 128 B`, 1]
      const planned = isQuick ? PAGE_QUICK : isTarget ? PAGE_TARGET : PAGE_REST
      const given = { workload, title, kind, burst, isTarget, hasOwnProcess: false }
      return task({ ...given, effort: { ...planned, ...effort } })
    }),
  )
  const isLook = (/** @type {Task} */ { kind, workload }) =>
    workload === 'receive' && kind === 'text'
  return tasks.filter((given) => given.isTarget || (!isTargetsOnly && (!isQuick || isLook(given))))
}

/** Who gives an `ArrayBuffer` is compared with a `ws` that does: giving a `Buffer`, it is spared a copy. @param {Task} given */
export const referenceOf = ({ workload, kind }) =>
  workload === 'receive' && kind === 'binary' ? 'ws-onmessage' : 'ws'

/** Whether a contender is selected. @param {string} name @param {Options} options */
export const isSelected = (name, { isQuick, contenders }) =>
  (contenders.length > 0 ? contenders : isQuick ? QUICK_CONTENDERS : CONTENDERS).includes(name)

/** Whether a contender can do a task. @param {string} workload @param {object} contender */
export const canDo = (workload, contender) => workload !== 'reconnect' || 'reconnect' in contender
