import { deepEqual, equal } from 'node:assert/strict'
import { build } from 'esbuild'
import type { Check } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'

/** What each entry exports under its own name. */
const ENTRIES = {
  '@wsevent/inspector': 'inspect',
  '@wsevent/inspector/element': 'WsInspector',
  '@wsevent/inspector/tanstack': 'wseventDevtools',
}

/** As a server imports it that renders: without a document. */
async function assertImports(project: string, specifier: string, name: string): Promise<void> {
  const show = `console.log(typeof ${name})`
  const byImport = ['--input-type=module', '-e', `import { ${name} } from '${specifier}'; ${show}`]
  const byRequire = ['-e', `const { ${name} } = require('${specifier}'); ${show}`]
  const seen = [byImport, byRequire].map((flags) => run(['node', ...flags], { cwd: project }))
  deepEqual(
    (await Promise.all(seen)).map((line) => line.trim()),
    ['function', 'function'],
  )
}

/** The plugin brings the element, and a recording leaves it out: a worker has no document. */
async function assertElement(project: string, specifier: string, isThere: boolean): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir: project },
    bundle: true,
    write: false,
    format: 'esm',
  })
  equal(outputFiles[0]?.text.includes('customElements.define('), isThere)
}

export function inspectorConsumers(project: string): readonly Check[] {
  return Object.entries(ENTRIES).flatMap(([specifier, name]) => [
    {
      title: `Node, import and require of ${specifier}`,
      check: async () => assertImports(project, specifier, name),
    },
    {
      title: `the element in a bundle of ${specifier}`,
      check: async () => assertElement(project, specifier, name !== 'inspect'),
    },
  ])
}
