import { equal } from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Check } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'
import { textOf } from './conversation.ts'
import { assertPage } from './page.ts'

type Mode = 'development' | 'production' | 'none'
/** The full build explains its errors in sentences, the short one has codes. */
type Build = 'full' | 'short'

/** The build that a page gets, by bundler and mode: docs/errors.md has a row for each. */
const BUILDS: Readonly<Record<string, Readonly<Partial<Record<Mode, Build>>>>> = {
  esbuild: { development: 'full', production: 'short' },
  'Vite 8': { development: 'full', production: 'short' },
  Rollup: { development: 'full', production: 'short', none: 'short' },
  'Rollup without browser': { production: 'full' },
  'webpack 5': { development: 'full', production: 'short', none: 'short' },
}

const SPECIFIERS = ['wsevent', 'wsevent/browser', '@wsevent/browser']

const BUNDLE = ['node', '--import', 'tsx', fileURLToPath(new URL('bundle.ts', import.meta.url))]

/** Only the full build says this. */
const SENTENCE = 'ended without a closing handshake'

/** Bundles a program for each specifier, and runs each in a page of its own. */
async function assertBundles(project: string, name: string, mode: Mode): Promise<void> {
  const entries = SPECIFIERS.map((specifier) => {
    return `${project}/${`${name} ${mode} ${specifier}`.replaceAll(/\W+/g, '-')}.js`
  })
  for (const [at, entry] of entries.entries()) {
    const line = `import { WebSockets } from '${SPECIFIERS[at]}'`
    await writeFile(entry, `${line}\n${textOf('conversation.js')}`)
  }
  const env = { ...process.env, NODE_ENV: mode === 'none' ? undefined : mode }
  await run([...BUNDLE, name, ...entries], { env })
  for (const entry of entries) {
    const code = await readFile(`${entry}.bundle.js`, 'utf8')
    const actual: Build = code.includes(SENTENCE) ? 'full' : 'short'
    equal(`${entry}: ${actual}`, `${entry}: ${BUILDS[name]?.[mode]}`)
    await assertPage(`${entry}.bundle.js`)
  }
}

export function bundlerConsumers(project: string): readonly Check[] {
  return Object.entries(BUILDS).flatMap(([name, modes]) =>
    Object.entries(modes).map(([mode, wanted]) => ({
      title: `${name}, mode ${mode}: ${wanted} build`,
      check: async () => assertBundles(project, name, mode as Mode),
    })),
  )
}
