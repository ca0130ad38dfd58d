import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'

export const root = fileURLToPath(new URL('..', import.meta.url))

// Folders that hold what was generated, or what is not ours.
const FOREIGN =
  /(^|\/)(node_modules|packages\/wsevent\/docs|dist|reference|cache|\.build|\.git|\.types|test-results|results|oracle|coverage)$/

export class Page {
  readonly path: string
  readonly #text: string
  readonly #prose: string

  constructor(path: string) {
    this.path = path
    this.#text = readFileSync(join(root, path), 'utf8')
    this.#prose = this.#text.replaceAll(/^```.*?^```$/gms, '')
  }

  get blocks(): { language: string; info: string; code: string }[] {
    // "twoslash" asks the site for types on hover: docs/.vitepress/twoslash.ts.
    const fences = /^```(\w+)(?: twoslash)? ?([^\n]*)\n(.*?)^```$/gms
    return [...this.#text.matchAll(fences)].map(([, language = '', info = '', code = '']) => ({
      language,
      info,
      code,
    }))
  }

  get headings(): string[] {
    return [...this.#prose.matchAll(/^#+ +(.+)$/gm)].map(([, text = '']) => text)
  }

  /** The anchors of the headings, as GitHub makes them. */
  get anchors(): string[] {
    const slugger = new GithubSlugger()
    return this.headings.map((heading) => slugger.slug(heading))
  }

  get links(): string[] {
    const prose = this.#prose.replaceAll(/`[^`\n]*`/g, '')
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  }

  /** The row of a table whose first cell names this in code, with all of its cells. */
  row(name: string): string | undefined {
    const rows = this.#prose.split('\n').filter((line) => line.startsWith('|'))
    return rows.find((line) => (line.split('|')[1] ?? '').includes(`\`${name}\``))
  }
}

/** The pages under a folder; all of the repository's if none is given. */
export function readPages(folder: string = root): Page[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return FOREIGN.test(path) ? [] : readPages(path)
    return entry.name.endsWith('.md') ? [new Page(relative(root, path))] : []
  })
}
