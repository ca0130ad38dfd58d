import { parseArgs } from 'node:util'
import { CONTENDERS, ENGINES, NOT_QUICK } from './schedule.ts'
import { workloads } from './workloads.ts'

/** What is listed of what is known; the usual without a list. */
function selected(known: readonly string[], list?: string, usual = known): string[] {
  const items = list?.split(',') ?? usual
  const unknown = items.filter((item) => !known.includes(item))
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: not one of ${known.join(', ')}`)
  return known.filter((name) => items.includes(name))
}

export type Options = ReturnType<typeof parseOptions>

/** The command line: see README.md. */
export function parseOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      targets: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      only: { type: 'string' },
      contenders: { type: 'string' },
      pairs: { type: 'string' },
    },
  })
  const { quick, targets, report, only, contenders, pairs } = values
  const usual = CONTENDERS.filter((name) => !quick || !NOT_QUICK.includes(name))
  return {
    isQuick: quick,
    isTargetsOnly: targets,
    isReport: report,
    /** Only then the results are kept. */
    isWhole: ![quick, targets, report, only, contenders, pairs].some(Boolean),
    work: selected([...Object.keys(workloads), ...ENGINES], only),
    contenders: selected(CONTENDERS, contenders, usual),
    effort: pairs === undefined ? {} : { pairs: Number(pairs), closePairs: Number(pairs) },
  }
}
