import { median, quantile } from 'simple-statistics'
import type { Contender, Data } from './contenders/contender.ts'
import { type Message, messageOf } from './messages.ts'
import type { Task } from './schedule.ts'

/** Figures beyond CPU time: what a message is given as, and others by their heading. */
export interface Details {
  readonly gives?: string
  readonly more?: Readonly<Record<string, number>>
}

/** A contender that is ready for a task; the details are of its last run. */
export interface Work {
  readonly run: (count: number) => Promise<void>
  readonly details?: () => Details | Promise<Details>
}

type Workload = (contender: Contender, uri: string, task: Task) => Promise<Work>

/** An open connection whose messages go to whoever listens now. */
interface OpenConnection {
  onMessage: (data: Data) => void
  readonly send: (message: Message) => void
}

const openConnection = (contender: Contender, uri: string): Promise<OpenConnection> =>
  new Promise((resolve) => {
    const onClose = () => {
      throw new Error('the connection was lost')
    }
    const onMessage = (data: Data) => open.onMessage(data)
    const { send } = contender.open(uri, { onOpen: () => resolve(open), onMessage, onClose })
    const open: OpenConnection = { onMessage: () => {}, send }
  })

const sizeOf = (data: Data) => (typeof data === 'string' ? data.length : data.byteLength)
const typeOf = (data: Data) =>
  typeof data === 'string' ? 'string' : data instanceof ArrayBuffer ? 'ArrayBuffer' : 'Buffer'

/** The server sends messages as fast as they are taken. */
const receive: Workload = async (contender, uri, { kind, size }) => {
  const connection = await openConnection(contender, uri)
  const expected = sizeOf(messageOf(kind, size))
  let gives = ''
  const run = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let left = count
      let total = 0
      connection.onMessage = (data) => {
        total += sizeOf(data)
        left -= 1
        if (left > 0) return
        gives = typeOf(data)
        // Everybody pays for decoding, or nobody can be compared.
        const isDecoded = (kind === 'binary') === (gives !== 'string')
        if (isDecoded && total === expected * count) resolve()
        else reject(new Error(`${total} of ${expected * count} came in, as ${gives}`))
      }
      connection.send(`flood ${kind} ${size} ${count}`)
    })
  return { run, details: () => ({ gives }) }
}

/** `burst` messages a tick, until the server has counted them all. */
const send: Workload = async (contender, uri, { kind, size, burst }) => {
  const connection = await openConnection(contender, uri)
  const message = messageOf(kind, size)
  const run = (count: number): Promise<void> =>
    new Promise((resolve) => {
      let left = count
      connection.onMessage = () => resolve()
      const tick = (): void => {
        const now = Math.min(left, burst)
        for (let sent = 0; sent < now; sent++) connection.send(message)
        left -= now
        if (left > 0) setImmediate(tick)
      }
      connection.send(`count ${kind} ${size} ${count}`)
      setImmediate(tick)
    })
  return { run }
}

/** Does it again and again, and keeps the microseconds of each. */
function timed(
  begin: () => void,
  onDone: (done: () => void) => void,
  ask?: (count: number) => void,
) {
  let times: number[] = []
  const run = (count: number) =>
    new Promise<void>((resolve) => {
      times = []
      let start = performance.now()
      onDone(() => {
        times.push((performance.now() - start) * 1000)
        if (times.length === count) return resolve()
        start = performance.now()
        begin()
      })
      ask?.(count)
      begin()
    })
  const details = () => ({ more: { 'p50, µs': median(times), 'p99, µs': quantile(times, 0.99) } })
  return { run, details }
}

/** A message, its answer, the next message. */
const roundTrip: Workload = async (contender, uri, { kind, size }) => {
  const connection = await openConnection(contender, uri)
  const message = messageOf(kind, size)
  const onDone = (done: () => void) => (connection.onMessage = done)
  const ask = (count: number) => connection.send(`echo ${kind} ${size} ${count}`)
  return timed(() => connection.send(message), onDone, ask)
}

/** The server drops the connection, until it has been open again often enough. */
const reconnect: Workload = async (contender, uri) => {
  let onOpen = (): void => {}
  const handlers = { onOpen: () => onOpen(), onMessage: () => {}, onClose: () => {} }
  const connection = contender.open(uri, handlers, true)
  await new Promise<void>((resolve) => (onOpen = resolve))
  const onDone = (done: () => void) => (onOpen = done)
  return timed(() => connection.send('drop'), onDone)
}

/** Connections are opened and closed, one after the other. */
const connect: Workload = async (contender, uri) => {
  let onDone = (): void => {}
  const openAndClose = (): void => {
    const onOpen = () => connection.close()
    const onClose = () => setImmediate(onDone)
    const connection = contender.open(uri, { onOpen, onMessage: () => {}, onClose })
  }
  return timed(openAndClose, (done) => (onDone = done))
}

async function settledMemory(): Promise<NodeJS.MemoryUsage> {
  for (let pass = 0; pass < 4; pass++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return process.memoryUsage()
}

/** Connections stay open and idle. */
const memory: Workload = async (contender, uri) => {
  const connections: unknown[] = []
  const run = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 50) {
      const batch = Array.from({ length: Math.min(50, left) }, () => openConnection(contender, uri))
      connections.push(...(await Promise.all(batch)))
    }
  }
  // The first ones pay for code and tables that all share.
  await run(200)
  const shared = connections.length
  const before = await settledMemory()
  const details = async () => {
    const after = await settledMemory()
    const each = (name: 'heapUsed' | 'external' | 'rss') =>
      (after[name] - before[name]) / (connections.length - shared)
    return { more: { heap: each('heapUsed'), external: each('external'), resident: each('rss') } }
  }
  return { run, details }
}

export const workloads = { receive, send, 'round-trip': roundTrip, connect, memory, reconnect }
export type WorkloadName = keyof typeof workloads

/** Makes a contender ready for a task, in a process or a page. */
export async function prepare(name: string, uri: string, task: Task): Promise<Work> {
  const module = (await import(`./contenders/${name}.ts`)) as { default: Contender }
  return workloads[task.workload](module.default, uri, task)
}
