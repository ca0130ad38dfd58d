import type { Task } from './schedule.ts'
import type { Details } from './workloads.ts'

/** One run: milliseconds of CPU time, and how often it was done in them. */
export interface Measurement extends Details {
  readonly cpu: number
  readonly count: number
  /** Of all processes of a browser, if `cpu` is the page's alone. */
  readonly engine?: number
}

/** A contender that is ready for runs of a task. */
interface Client {
  readonly run: (count: number) => Promise<Measurement>
  readonly end: () => Promise<void>
}

/** Makes contenders ready. */
export type Open = (names: readonly string[], task: Task) => Promise<Client[]>

/** The reference runs before and after each run of the client. */
export interface Pair {
  readonly reference: readonly Measurement[]
  readonly client: readonly Measurement[]
}

/** The name of the reference when it is compared with itself: its distance from 1.00 is noise. */
export const CONTROL = 'control'

const FEWEST_ROUNDS = 5
const FEWEST_WARMING = 3
const GROWTH = 8
const SHORTEST = 0.1

/** Resolves with how often it is done in the CPU time of a run; all have the same CPU time to warm up. */
async function warmUp(client: Client, { burst, count: fixed, effort }: Task): Promise<number> {
  let count = fixed ?? burst
  let best = Infinity
  for (let spent = 0, runs = 0; spent < effort.warm || runs < FEWEST_WARMING; runs++) {
    const { cpu } = await client.run(count)
    const time = Math.max(cpu, SHORTEST)
    spent += time
    // The best: a busy machine makes it seem slower than it is, never faster.
    best = Math.min(best, time / count)
    const ticks = Math.round(Math.min(count * GROWTH, effort.cpu / best) / burst)
    count = fixed ?? Math.max(1, ticks) * burst
  }
  return count
}

/**
 * The reference and the client by turns. Both do as much as the faster of them does in the time of a run, so that what a
 * run costs besides its messages is small for both.
 */
async function measurePair(reference: Client, client: Client, task: Task): Promise<Pair> {
  const { rounds, limit } = task.effort
  // Two that share a page would be in each other's figures.
  const counts =
    task.place === 'node'
      ? await Promise.all([warmUp(reference, task), warmUp(client, task)])
      : [await warmUp(reference, task), await warmUp(client, task)]
  const count = Math.max(...counts)
  const runs: Measurement[] = []
  const references = [await reference.run(count)]
  const end = performance.now() + limit
  for (let round = 0; round < rounds; round++) {
    if (round >= FEWEST_ROUNDS && performance.now() > end) break
    runs.push(await client.run(count))
    references.push(await reference.run(count))
  }
  return { reference: references, client: runs }
}

/** All contenders at one task, taking turns, each with the reference, if there is one. */
export async function compare(names: string[], task: Task, open: Open, reference?: string) {
  const measure = async (name: string): Promise<Pair> => {
    const clients = await open(reference === undefined ? [name] : [reference, name], task)
    const [first, second] = clients
    try {
      if (first && second) return await measurePair(first, second, task)
      return { reference: [], client: first ? [await first.run(task.count ?? 1)] : [] }
    } finally {
      await Promise.all(clients.map(({ end }) => end()))
    }
  }
  const { pairs, closePairs } = task.effort
  const outcomes = names.map((name) => ({ name, pairs: [] as Pair[], error: '' }))
  for (let turn = 0; turn < Math.max(pairs, closePairs); turn++) {
    for (const outcome of outcomes) {
      const { name, error: failed } = outcome
      const isClose = name === 'wsevent' || name === CONTROL
      if (failed !== '' || turn >= (isClose ? closePairs : pairs)) continue
      try {
        outcome.pairs.push(await measure(name === CONTROL && reference ? reference : name))
      } catch (error) {
        outcome.error = String(error).slice(0, 60).replaceAll(/\s+/g, ' ')
      }
    }
  }
  return outcomes
}
