import type { Kind } from './messages.ts'
import type { Options } from './options.ts'
import type { WorkloadName } from './workloads.ts'

/** In the order of the tables. */
const EVERYWHERE =
  'wsevent wsevent-websocket wsevent-listener reconnecting-websocket partysocket websocket-ts rxjs native engine-io socket-io'
export const NODE_ONLY = ['wsevent-queue', 'ws', 'ws-onmessage', 'isomorphic-ws', 'raw-socket']
export const CONTENDERS = [...EVERYWHERE.split(' '), ...NODE_ONLY]
/** Left out of a quick run: warming up takes most of its time, and these are much like others. */
export const NOT_QUICK = [
  'wsevent-listener',
  'ws-onmessage',
  'isomorphic-ws',
  'websocket-ts',
  'rxjs',
  'engine-io',
]
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const

/**
 * How long and how often a task is done: pairs of each contender with the reference (close ones for wsevent, and for the
 * reference with itself), runs of each in a pair, milliseconds of CPU time for a run and for warming up, and
 * milliseconds after which a pair ends early. Why: bench/README.md.
 */
const EFFORTS = {
  target: { pairs: 2, closePairs: 8, rounds: 30, cpu: 6, warm: 700, limit: 1200 },
  rest: { pairs: 1, closePairs: 2, rounds: 12, cpu: 6, warm: 400, limit: 400 },
  quick: { pairs: 1, closePairs: 1, rounds: 10, cpu: 5, warm: 400, limit: 250 },
}
const PAGE_EFFORTS = {
  target: { pairs: 1, closePairs: 5, rounds: 24, cpu: 12, warm: 150, limit: 2500 },
  rest: { pairs: 1, closePairs: 3, rounds: 10, cpu: 12, warm: 80, limit: 1000 },
  quick: { pairs: 1, closePairs: 1, rounds: 6, cpu: 8, warm: 50, limit: 300 },
}

const NOT_SLOWER = { least: 0.95, aim: 1 }

/** What the project wants to reach, as a ratio to the reference, by the title of a task. */
const TARGETS: Readonly<Record<string, typeof NOT_SLOWER>> = {
  'Receive text: 16 B': { least: 2.8, aim: 4 },
  'Receive text: 128 B': { least: 2.8, aim: 4 },
  'Receive text: 1 KiB': { least: 1.5, aim: 2 },
  'Receive binary: 128 B': { least: 2.2, aim: 3.3 },
  'Send text 128 B: 1 a tick': NOT_SLOWER,
  'Send text 128 B: 10 a tick': { least: 4.2, aim: 5.5 },
  'Send text 128 B: 100 a tick': { least: 13, aim: 20 },
  'Round trip: text 128 B': { least: 1.03, aim: 1.2 },
  'chromium: receive text 128 B': NOT_SLOWER,
  'chromium: receive binary 128 B': NOT_SLOWER,
}

export interface Task {
  /** `node`, or the engine's name. */
  readonly place: string
  readonly workload: WorkloadName
  /** Where it is shown. */
  readonly table: string
  readonly column: string
  /** Messages of so many bytes, so many a tick. */
  readonly kind: Kind
  readonly size: number
  readonly burst: number
  readonly isTls?: boolean
  readonly target?: typeof NOT_SLOWER
  /** How often in one run; without it, as often as takes a while. */
  readonly count?: number
  readonly effort: typeof EFFORTS.rest
}

export const titleOf = ({ table, column }: Pick<Task, 'table' | 'column'>) => `${table}: ${column}`

function task(workload: WorkloadName, table: string, column: string, given: Partial<Task>): Task {
  const target = TARGETS[titleOf({ table, column })]
  const effort = target ? EFFORTS.target : EFFORTS.rest
  const usual = { place: 'node', kind: 'text', size: 128, burst: 1, effort } as const
  return { workload, table, column, ...usual, ...(target && { target }), ...given }
}

const SIZES = [16, 128, 1024, 65_536]
const nameOf = (size: number) => (size < 1024 ? `${size} B` : `${size / 1024} KiB`)
const sendName = (isTls: boolean) => (isTls ? 'Send TLS,' : 'Send')

const receives = (kind: Kind) =>
  SIZES.map((size) => task('receive', `Receive ${kind}`, nameOf(size), { kind, size }))

/** A table for each size, with a column for each burst. */
const sends = (size: number, isTls: boolean) =>
  [1, 10, 100, 1000].map((burst) => {
    const column = `${burst.toLocaleString('en')} a tick`
    return task('send', `${sendName(isTls)} text ${nameOf(size)}`, column, { size, burst, isTls })
  })

/** A table with a column for each size. */
const bursts = (kind: Kind, sizes: readonly number[], isTls: boolean) =>
  sizes.map((size) => {
    const given = { kind, size, burst: 100, isTls }
    return task('send', `${sendName(isTls)} ${kind}, 100 a tick`, nameOf(size), given)
  })

const roundTrip = (size: number) =>
  task('round-trip', 'Round trip', `text ${nameOf(size)}`, { size })
const connect = (isTls: boolean) =>
  task('connect', 'Connect and close', isTls ? 'TLS' : 'plain', { isTls })
const memory = (count: number) =>
  task('memory', `Memory of one of ${count} idle connections, in bytes`, 'memory', { count })
const reconnect = (count: number) =>
  task('reconnect', 'Reconnect', 'after a drop, delay 1 ms', { count })

const ALL = [
  ...(['text', 'utf8', 'binary'] as const).flatMap(receives),
  ...SIZES.flatMap((size) => sends(size, false)),
  ...bursts('utf8', SIZES, false),
  ...bursts('binary', SIZES, false),
  ...sends(128, true),
  ...bursts('text', [16, 1024, 65_536], true),
  ...[128, 1024].map(roundTrip),
  ...[false, true].map(connect),
  memory(5000),
  reconnect(30),
]
const SOME = [...ALL.filter(({ target }) => target), connect(false), memory(1000), reconnect(10)]

/** The selected work on Node. */
export const nodeTasks = ({ isQuick, work, isTargetsOnly, effort }: Options): Task[] =>
  (isQuick ? SOME : ALL)
    .filter(({ workload, target }) => work.includes(workload) && (!isTargetsOnly || target))
    .map((one) => ({ ...one, effort: { ...(isQuick ? EFFORTS.quick : one.effort), ...effort } }))

/** The selected work in one engine, with messages of 128 bytes. */
export const browserTasks = (engine: string, { isQuick, isTargetsOnly, effort }: Options) =>
  (['receive', 'send'] as const)
    .flatMap((workload) =>
      (['text', 'binary'] as const).map((kind) => {
        const [burst, name] = workload === 'send' ? [100, ', 100 a task'] : [1, '']
        const column = `${workload} ${kind} 128 B${name}`
        const one = task(workload, engine, column, { place: engine, kind, burst })
        const planned = isQuick ? 'quick' : one.target ? 'target' : 'rest'
        return { ...one, effort: { ...PAGE_EFFORTS[planned], ...effort } }
      }),
    )
    .filter(({ workload }) => !isQuick || workload === 'receive')
    .filter(({ target }) => !isTargetsOnly || target)
