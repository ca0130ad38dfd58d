// npm test [-- NAMES | -- NAME OPTIONS] — all that must hold, the quickest first; or only the steps that are named.
import { readdirSync } from 'node:fs'
import { argv } from 'node:process'
import { type Result, runStage, type Step, summarise } from './step.ts'

const PROJECTS =
  '. packages/core/test packages/browser/test packages/node/test packages/websocket/test packages/testing/test packages/inspector/test packages/bindings/test packages/react/test packages/vue/test packages/svelte/test packages/solid/test scripts docs/.vitepress bench e2e e2e/types e2e/consumers e2e/libraries'
// One by one: Node 22 takes a folder for a module, and Node 20 knows no patterns.
const RECIPES = readdirSync('examples/recipes').filter((name) => name.endsWith('.test.mjs'))
const EXAMPLES = RECIPES.map((name) => `examples/recipes/${name}`).join(' ')

const DOCS = [
  'readme',
  'getting-started',
  'front-page',
  'how-to',
  'migration',
  'start',
  'testing-kit',
  'frameworks',
]
  .map((name) => `e2e/${name}.test.ts`)
  .join(' ')

// What stands side by side leaves the other its time: end to end has both cores for itself.
const STAGES: readonly (readonly Step[])[] = [
  [
    { title: 'lint', command: 'oxlint --type-aware --deny-warnings' },
    { title: 'format', command: 'oxfmt --check' },
    { title: 'types', command: `tsc -b ${PROJECTS}` },
  ],
  [
    { title: 'unit', command: 'vitest run --coverage', count: 'vitest' },
    { title: 'gates', command: 'tsx scripts/gates.ts', count: 'ours' },
  ],
  [
    { title: 'consumers', command: 'tsx e2e/consumers/run.ts', count: 'ours' },
    {
      title: 'examples',
      command: `node --import tsx --test ${DOCS} ${EXAMPLES}`,
      count: 'node',
    },
  ],
  [{ title: 'surroundings', command: 'tsx e2e/surroundings/run.ts', count: 'ours' }],
  [{ title: 'chaos', command: 'tsx e2e/chaos/run.ts --drops 1000', count: 'ours' }],
  [{ title: 'e2e', command: 'tsx e2e/run.ts', count: 'ours' }],
]

// What takes too long for every run, or writes a page of the docs.
const NAMED_ONLY: readonly (readonly Step[])[] = [
  [{ title: 'runtimes', command: 'tsx e2e/run.ts --runtimes', count: 'ours' }],
  [{ title: 'libraries', command: 'tsx e2e/libraries/run.ts', count: 'ours' }],
  [{ title: 'chaos-long', command: 'tsx e2e/chaos/run.ts --drops 10000', count: 'ours' }],
  [{ title: 'jsr', command: 'tsx scripts/jsr.ts' }],
  [{ title: 'docs', command: 'tsx e2e/docs/run.ts' }],
  [{ title: 'soak', command: 'tsx --expose-gc e2e/chaos/soak.ts' }],
  [{ title: 'herd', command: 'tsx bench/herd/run.ts' }],
]

/** The chosen steps in their stages, each with the options; all of the usual ones for no names. */
function stagesOf(names: readonly string[], options: readonly string[]): typeof STAGES {
  if (names.length === 0) return STAGES
  return [...STAGES, ...NAMED_ONLY].map((stage) =>
    stage
      .filter(({ title }) => names.includes(title))
      .map((step) => ({ ...step, command: [step.command, ...options].join(' ') })),
  )
}

const parameters = argv.slice(2)
const end = [...parameters, '-'].findIndex((parameter) => parameter.startsWith('-'))
const names = parameters.slice(0, end)
const options = parameters.slice(end)
const known = new Set([...STAGES, ...NAMED_ONLY].flat().map(({ title }) => title))
if (names.some((name) => !known.has(name)) || (options.length > 0 && names.length !== 1)) {
  console.error(`npm test [-- NAMES | -- NAME OPTIONS], by name: ${[...known].join(', ')}`)
  process.exit(2)
}
const stages = stagesOf(names, options)
const results: Result[] = []
for (const stage of stages) {
  results.push(...(await runStage(stage)))
  if (results.some(({ isPassed }) => !isPassed)) break
}
const left = stages.flat().slice(results.length)
console.log(summarise(results, left))
process.exitCode = results.every(({ isPassed }) => isPassed) && left.length === 0 ? 0 : 1
