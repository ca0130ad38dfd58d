import { deepEqual, doesNotMatch, ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { build } from 'esbuild'
import type { Check } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'

const NATIVE = ['browser', 'worker', 'workerd', 'edge-light', 'deno', 'bun', 'react-native']

// The part of the native build that a condition chooses: what has a class with more than a browser's.
const PARTS: Readonly<Record<string, string>> = {
  bun: 'bun',
  deno: 'deno',
  'react-native': 'react-native',
  workerd: 'edge',
  'edge-light': 'edge',
}

// As Workers' own tool and many projects of React Native have them: the runtime's comes first.
const TOGETHER = [
  ['workerd', 'worker', 'browser', 'production'],
  ['react-native', 'browser'],
]

const resolve = (name: string): string => `
  const { createRequire } = await import('node:module')
  const require = createRequire(process.cwd() + '/index.cjs')
  console.log(JSON.stringify([import.meta.resolve('${name}'), require.resolve('${name}')]))
`

/** The files that Node takes for `import` and for `require`. */
async function resolved(
  project: string,
  name: string,
  ...conditions: readonly string[]
): Promise<readonly string[]> {
  const flags = conditions.flatMap((condition) => ['-C', condition])
  const command = ['node', ...flags, '--input-type=module', '--eval', resolve(name)]
  const files = JSON.parse(await run(command, { cwd: project })) as string[]
  return files.map((file) => basename(file))
}

/** A bundler that knows neither `browser` nor `node` takes the native build. */
async function assertDefault(project: string): Promise<void> {
  const { metafile } = await build({
    stdin: { contents: `export * from 'wsevent'`, resolveDir: project },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    conditions: [],
  })
  ok(Object.keys(metafile.inputs).some((file) => basename(file) === 'browser.js'))
}

// A file without its declaration before it: publint sees a wrong order, but not that one is missing.
const UNTYPED = /(?<!"types":"[^"]*",("production":"[^"]*",)?)"(import|require|default)":"/

async function assertTypes(project: string): Promise<void> {
  for (const name of [
    '@wsevent/core',
    '@wsevent/browser',
    '@wsevent/node',
    '@wsevent/websocket',
    'wsevent',
  ]) {
    const manifest = await readFile(`${project}/node_modules/${name}/package.json`, 'utf8')
    const { exports } = JSON.parse(manifest) as { exports: unknown }
    doesNotMatch(JSON.stringify(exports), UNTYPED)
  }
}

export function conditionConsumers(project: string): readonly Check[] {
  const conditions = [...NATIVE, 'node'].map((condition) => {
    const name = condition === 'node' ? 'node' : 'browser'
    const files = [`${name}.js`, `${name}.cjs`]
    const check = async (): Promise<void> => {
      for (const entry of ['wsevent', '@wsevent/websocket'])
        deepEqual(await resolved(project, entry, condition), files)
    }
    return { title: `the condition ${condition} is the build ${name}`, check }
  })
  const parts = [...NATIVE.map((condition) => [condition]), ...TOGETHER].map((given) => {
    const name = PARTS[given[0] ?? ''] ?? 'index'
    const files = [`${name}.js`, `${name}.cjs`]
    const check = async (): Promise<void> =>
      deepEqual(await resolved(project, '@wsevent/browser', ...given), files)
    return { title: `with ${given.join(', ')} the native build is that of ${name}`, check }
  })
  return [
    ...conditions,
    ...parts,
    { title: 'no condition is the build browser', check: async () => assertDefault(project) },
    { title: 'every condition has types', check: async () => assertTypes(project) },
  ]
}
