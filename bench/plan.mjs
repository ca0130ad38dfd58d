/**
 * @typedef {import('./workloads/workload.mjs').Task} Task
 * @typedef {import('./rounds.mjs').Effort} Effort
 * @typedef {{ effort: Effort, tasks: Task[] }} Plan
 */

/** In the order of the tables; `ws` is the reference of the ratios. */
export const CONTENDERS = [
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
  'wsevent',
  'wsevent-cork',
]

const KINDS = /** @type {const} */ (['text', 'utf8', 'binary'])
const SIZES = [16, 128, 1024, 65_536]
const BURSTS = [1, 10, 100, 1000]

/** @param {number} size */
const sizeName = (size) => (size < 1024 ? `${size} B` : `${size / 1024} KiB`)

/** @param {Pick<Task, 'workload' | 'title'> & Partial<Task>} given @returns {Task} */
const task = (given) => ({ kind: 'text', size: 128, burst: 1, isTls: false, ...given })

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
const reconnect = task({ workload: 'reconnect', title: 'after a drop, delay 1 ms', count: 50 })

/** @param {number} count */
const memory = (count) =>
  task({ workload: 'memory', title: `${count.toLocaleString('en')} idle in one process`, count })

/** @type {Plan} */
const quick = {
  effort: { rounds: 7, cpu: 15, warm: 200 },
  tasks: [
    receive('text', 128),
    receive('binary', 128),
    ...BURSTS.map((burst) => send(burst)),
    send(100, { isTls: true }),
    roundTrip(128),
    connect,
    memory(500),
    { ...reconnect, count: 20 },
  ],
}

/** @type {Plan} */
const full = {
  effort: { rounds: 9, cpu: 20, warm: 250 },
  tasks: [
    ...KINDS.flatMap((kind) => SIZES.map((size) => receive(kind, size))),
    ...SIZES.flatMap((size) => BURSTS.map((burst) => send(burst, { size }))),
    ...['utf8', 'binary'].flatMap((kind) =>
      SIZES.map((size) => send(100, { kind: /** @type {'utf8'} */ (kind), size })),
    ),
    ...BURSTS.map((burst) => send(burst, { isTls: true })),
    ...SIZES.filter((size) => size !== 128).map((size) => send(100, { size, isTls: true })),
    roundTrip(128),
    roundTrip(1024),
    connect,
    secureConnect,
    memory(5000),
    reconnect,
  ],
}

/** What of it was asked for. @param {{ isQuick: boolean, only: string[] }} asked @returns {Plan} */
export function planOf({ isQuick, only }) {
  const { effort, tasks } = isQuick ? quick : full
  if (only.length === 0) return { effort, tasks }
  return { effort, tasks: tasks.filter(({ workload }) => only.includes(workload)) }
}

/** Whether a contender can do a task. @param {string} name @param {string} workload @param {object} contender */
export function isApt(name, workload, contender) {
  if (name === 'wsevent-cork') return workload === 'send' || workload === 'round-trip'
  return workload !== 'reconnect' || 'reconnect' in contender
}
