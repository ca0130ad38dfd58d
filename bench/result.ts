import { median } from 'simple-statistics'
import { compare, CONTROL, type Measurement, type Open } from './comparison.ts'
import type { Contender } from './contenders/contender.ts'
import { type Estimate, estimateOf, rounded } from './estimate.ts'
import type { Options } from './options.ts'
import { CONTENDERS, NODE_ONLY, type Task } from './schedule.ts'
import type { Details } from './workloads.ts'

export interface Row extends Details {
  readonly name: string
  readonly title: string
  /** To the reference, by CPU time. */
  readonly ratio?: Estimate
  /** The same with all processes of the browser. */
  readonly engine?: Estimate
  /** Microseconds for each operation, median. */
  readonly cpu?: number
  readonly error?: string
}

/** One task, with a row for each contender; the reference is the first, and has no ratio. */
export interface Result extends Pick<Task, 'place' | 'workload' | 'table' | 'column' | 'target'> {
  /** Of Node, or of the engine. */
  readonly version: string
  readonly rows: readonly Row[]
}

/** Whoever gives an `ArrayBuffer` is compared with a `ws` that does: giving a `Buffer`, it is spared a copy. */
function referenceOf({ place, workload, kind }: Task): string | undefined {
  // Memory is read once: it is no time, so it needs no neighbour.
  if (workload === 'memory') return undefined
  if (place !== 'node') return 'native'
  return workload === 'receive' && kind === 'binary' ? 'ws-onmessage' : 'ws'
}

/** The titles of all that can do the task. */
async function titlesFor({ place, workload }: Task): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  for (const name of CONTENDERS) {
    const module = (await import(`./contenders/${name}.ts`)) as { default: Contender }
    const { title, reconnects, isSender } = module.default
    const isKnown = place === 'node' || !NODE_ONLY.includes(name)
    const isAble = isKnown && (workload === 'send' || !isSender)
    if (workload === 'reconnect' ? reconnects : isAble) titles.set(name, title)
  }
  return titles
}

function medians(runs: readonly Measurement[]): Partial<Row> {
  const [first] = runs
  if (!first) return {}
  const { gives, more } = first
  const cpu = rounded(median(runs.map((run) => (run.cpu * 1000) / run.count)))
  const valueOf = (key: string) => rounded(median(runs.map((run) => run.more?.[key] ?? Number.NaN)))
  const all = Object.fromEntries(Object.keys(more ?? {}).map((key) => [key, valueOf(key)]))
  return { cpu, ...(more && { more: all }), ...(gives !== undefined && { gives }) }
}

/** Every task, one after the other, with every selected contender. */
export async function* resultsOf(version: string, tasks: Task[], options: Options, open: Open) {
  for (const task of tasks) {
    const { place, workload, table, column, target } = task
    const reference = referenceOf(task)
    const titles = await titlesFor(task)
    const title = titles.get(reference ?? '') ?? ''
    const selected = [...titles.keys()].filter((name) => options.contenders.includes(name))
    const others = selected.filter((name) => name !== reference)
    const names = reference === undefined ? others : [CONTROL, ...others]
    const outcomes = await compare(names, task, open, reference)
    const rows = outcomes.map(({ name, pairs, error }): Row => {
      const runs = pairs.flatMap(({ client }) => client)
      return {
        name,
        title: titles.get(name) ?? `${title}, again`,
        ...medians(runs),
        ...(reference && runs.length > 0 && { ratio: estimateOf(pairs, 'cpu') }),
        ...(runs[0]?.engine !== undefined && { engine: estimateOf(pairs, 'engine') }),
        ...(error !== '' && { error }),
      }
    })
    const references = outcomes.flatMap(({ pairs }) => pairs.flatMap((pair) => pair.reference))
    if (reference) rows.unshift({ name: reference, title, ...medians(references) })
    const where = { place, version, workload, table, column, ...(target && { target }) }
    yield { ...where, rows } satisfies Result
  }
}
