import { mkdir, writeFile } from 'node:fs/promises'
import type { Check } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'
import { assertProgram, textOf } from './conversation.ts'

const COMPILERS = { 'TypeScript 7': 'tsc', 'TypeScript 6': 'tsc6' }

// As strict as a user can be: the declarations are checked as well, and nothing else declares a global.
const STRICTEST = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  isolatedModules: true,
  skipLibCheck: false,
  types: [],
  rootDir: '.',
  outDir: 'out',
}

interface Program {
  readonly options: object
  /** The files to write, each with the program that it holds. */
  readonly files: Readonly<Record<string, string>>
}

const ESM = { 'typed.mts': 'typed.ts' }
const BOTH = { ...ESM, 'typed.cts': 'typed.ts' }
const DOM = { lib: ['ES2022', 'DOM'] }
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' }

const PROGRAMS: Readonly<Record<string, Program>> = {
  'node16, without lib dom': { options: { module: 'node16' }, files: BOTH },
  'node16, with lib dom': { options: { module: 'node16', ...DOM }, files: BOTH },
  'nodenext, without lib dom': { options: {}, files: BOTH },
  'nodenext, with lib dom': { options: DOM, files: BOTH },
  'bundler, without lib dom': { options: BUNDLER, files: ESM },
  'bundler, with lib dom': { options: { ...BUNDLER, ...DOM }, files: ESM },
  // A page and a Node program, which pass what their platform has.
  'a page': {
    options: { lib: ['ES2022', 'DOM', 'DOM.Iterable'] },
    files: { 'page.mts': 'typed-dom.ts' },
  },
  'with the types of Node': {
    // Those of Node are not ours to check.
    options: {
      types: ['node'],
      typeRoots: [`${process.cwd()}/node_modules/@types`],
      skipLibCheck: true,
    },
    files: { 'program.mts': 'typed-node.ts' },
  },
}

export function typescriptConsumers(project: string, uri: string): readonly Check[] {
  return Object.entries(COMPILERS).flatMap(([name, compiler]) =>
    Object.entries(PROGRAMS).map(([which, { options, files }]) => {
      const title = `${name}, ${which}`
      const folder = `${project}/${title.replaceAll(/\W+/g, '-')}`
      const check = async (): Promise<void> => {
        await mkdir(folder, { recursive: true })
        for (const [file, program] of Object.entries(files)) {
          await writeFile(`${folder}/${file}`, textOf(program))
        }
        const config = { compilerOptions: { ...STRICTEST, ...options }, files: Object.keys(files) }
        await writeFile(`${folder}/tsconfig.json`, JSON.stringify(config))
        await run([compiler, '--project', folder])
        for (const file of Object.keys(files).filter((each) => each in BOTH)) {
          await assertProgram('node', `${folder}/out/${file.replace('ts', 'js')}`, uri)
        }
      }
      return { title, check }
    }),
  )
}
