import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { runOrThrow } from '../../scripts/command.mjs'
import { PACKAGES } from '../../scripts/workspace.mjs'

const NATIVE = ['browser', 'worker', 'workerd', 'edge-light', 'deno', 'bun', 'react-native']

const RESOLVE = `
  const { createRequire } = await import('node:module')
  const require = createRequire(process.cwd() + '/index.cjs')
  console.log(JSON.stringify([import.meta.resolve('wsevent'), require.resolve('wsevent')]))
`

/**
 * The files that Node takes for `import` and for `require`.
 * @param {string} project
 * @param {readonly string[]} conditions
 */
async function resolved(project, conditions) {
  const flags = conditions.flatMap((condition) => ['-C', condition])
  const command = ['node', ...flags, '--input-type=module', '--eval', RESOLVE]
  /** @type {string[]} */
  const files = JSON.parse(await runOrThrow(command, { cwd: project }))
  return files.map((file) => basename(file))
}

/**
 * The file of a bundler that knows neither `browser` nor `node`.
 * @param {string} project
 */
async function byDefault(project) {
  const { metafile } = await build({
    stdin: { contents: `export * from 'wsevent'`, resolveDir: project },
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: project,
    platform: 'neutral',
    conditions: [],
  })
  return Object.keys(metafile.inputs).map((file) => basename(file))
}

/**
 * Every place of an exports map that leads to a file has its declaration, and has it first.
 * @param {unknown} target
 * @param {string} path
 */
function assertTypesFirst(target, path) {
  if (typeof target !== 'object' || target === null) {
    ok(/\.json"?$|\.min\.js"?$/.test(path), `${path} has no types`)
    return
  }
  const entries = Object.entries(target)
  if (entries.some(([, value]) => typeof value === 'string' && !path.endsWith('exports'))) {
    deepStrictEqual(Object.keys(target), ['types', 'default'], path)
  } else {
    for (const [key, value] of entries) assertTypesFirst(value, `${path} ${key}`)
  }
}

/** @type {import('./run.mjs').Consumers} */
export function conditionConsumers({ project }) {
  const native = NATIVE.map((condition) => ({
    title: `the condition ${condition} is the native build`,
    check: async () =>
      deepStrictEqual(await resolved(project, [condition]), ['browser.js', 'browser.cjs']),
  }))
  return [
    ...native,
    {
      title: 'the condition node is the build on ws',
      check: async () => deepStrictEqual(await resolved(project, []), ['node.js', 'node.cjs']),
    },
    {
      title: 'no condition is the native build',
      check: async () => ok((await byDefault(project)).includes('browser.js')),
    },
    {
      title: 'types come first in each condition',
      check: async () => {
        for (const name of Object.keys(PACKAGES)) {
          const file = join(project, 'node_modules', name, 'package.json')
          const { exports } = /** @type {{ exports: unknown }} */ (
            JSON.parse(await readFile(file, 'utf8'))
          )
          assertTypesFirst(exports, `${name} exports`)
        }
      },
    },
  ]
}
