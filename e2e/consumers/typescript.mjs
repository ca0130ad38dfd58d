import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runOrThrow } from '../../scripts/command.mjs'
import { ROOT } from '../../scripts/workspace.mjs'
import { assertConversation, programNamed } from './conversation.mjs'

const COMPILERS = { 'TypeScript 7': 'tsc', 'TypeScript 6': 'tsc6' }
const RESOLUTIONS = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' }
const LIBS = { 'without lib dom': ['ES2022'], 'with lib dom': ['ES2022', 'DOM'] }

// As strict as a user can be: the declarations are checked as well, and nothing else declares a global.
const STRICTEST = {
  target: 'ES2022',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  isolatedModules: true,
  skipLibCheck: false,
  types: [],
}

/**
 * Writes a project, compiles it, and gives the folder with the JavaScript.
 * @param {string} folder
 * @param {{ compiler: string, options: object, files: Readonly<Record<string, string>> }} project
 */
async function compile(folder, { compiler, options, files }) {
  await mkdir(folder, { recursive: true })
  for (const [name, program] of Object.entries(files)) {
    await writeFile(join(folder, name), programNamed(program))
  }
  const compilerOptions = { ...STRICTEST, ...options, rootDir: '.', outDir: 'out' }
  const config = { compilerOptions, files: Object.keys(files) }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await runOrThrow([compiler, '--project', folder])
  return join(folder, 'out')
}

/**
 * @param {{ project: string, uri: string }} surroundings
 * @param {string} title
 * @param {Parameters<typeof compile>[1]} settings
 */
function consumer({ project, uri }, title, settings) {
  const check = async () => {
    const folder = join(project, title.replaceAll(/\W+/g, '-'))
    const out = await compile(folder, settings)
    for (const name of ['typed.mjs', 'typed.cjs']) {
      if (!(name.replace('js', 'ts') in settings.files)) continue
      assertConversation(JSON.parse(await runOrThrow(['node', join(out, name), uri])))
    }
  }
  return { title, check }
}

/** What stands for a page and for a Node program that pass what their platform has. */
const platforms = {
  'with lib dom, a page': {
    options: { lib: ['ES2022', 'DOM', 'DOM.Iterable'] },
    files: { 'page.mts': 'typed-dom.ts' },
  },
  'with the types of Node': {
    // Those of Node are not ours to check.
    options: {
      lib: ['ES2022'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      skipLibCheck: true,
    },
    files: { 'program.mts': 'typed-node.ts' },
  },
}

/** @type {import('./run.mjs').Consumers} */
export function typescriptConsumers(surroundings) {
  const consumers = []
  for (const [name, compiler] of Object.entries(COMPILERS)) {
    for (const [moduleResolution, module] of Object.entries(RESOLUTIONS)) {
      for (const [which, lib] of Object.entries(LIBS)) {
        const options = { module, moduleResolution, lib }
        const esm = { 'typed.mts': 'typed.ts' }
        const files = moduleResolution === 'bundler' ? esm : { ...esm, 'typed.cts': 'typed.ts' }
        const title = `${name}, ${moduleResolution}, ${which}`
        consumers.push(consumer(surroundings, title, { compiler, options, files }))
      }
    }
    for (const [which, { options, files }] of Object.entries(platforms)) {
      const settings = { module: 'nodenext', ...options }
      consumers.push(
        consumer(surroundings, `${name}, ${which}`, { compiler, options: settings, files }),
      )
    }
  }
  return consumers
}
