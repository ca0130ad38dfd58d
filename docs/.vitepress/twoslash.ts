import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformerTwoslash } from '@shikijs/vitepress-twoslash'
import ts from 'typescript'

type TypesCache = NonNullable<Parameters<typeof transformerTwoslash>[0]>['typesCache']
type Types = ReturnType<NonNullable<TypesCache>['read']>

// An import that leads nowhere has no type, and its hover would say nothing.
const UNRESOLVED = /^import .+$/

// A page is rendered for the browser and for the server.
const known = new Map<string, Types>()

/** Types on hover, in blocks marked "twoslash". They are checked with all others, by e2e/readme.test.ts. */
export const twoslash = transformerTwoslash({
  typesCache: {
    read: (code) => known.get(code) ?? null,
    write: (code, types) => void known.set(code, types),
  },
  twoslashOptions: {
    // There, the packages are found as users find them.
    vfsRoot: fileURLToPath(new URL('../../e2e', import.meta.url)),
    tsLibDirectory: dirname(ts.getDefaultLibFilePath({})),
    handbookOptions: { noErrors: true },
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
      types: ['node'],
      jsx: ts.JsxEmit.Preserve,
      strict: true,
      noImplicitAny: false,
    },
    filterNode(node) {
      if (node.type !== 'hover') return true
      if (UNRESOLVED.test(node.text)) throw new Error(`twoslash: ${node.text} is not found`)
      // The reference has the rest.
      node.docs = node.docs?.split('\n\n')[0] ?? ''
      node.tags = []
      return !node.text.endsWith(': any')
    },
  },
})

/** Markdown as a reader should get it. */
export const withoutMarks = (markdown: string): string =>
  markdown.replaceAll(/^(```\w+) twoslash/gm, '$1')

/** Takes the marks out of the pages' Markdown twins, and of what is made of them. */
export function cleanTwins(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(md|txt)$/.test(name)) continue
    const file = join(folder, name)
    writeFileSync(file, withoutMarks(readFileSync(file, 'utf8')))
  }
}
