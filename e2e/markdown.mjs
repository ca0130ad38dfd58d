import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slugOf } from '../docs/.vitepress/slug.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

// Folders that hold what was generated, or what is not ours; and bench/, e2e/, whose reports runs write.
const FOREIGN =
  /(^|\/)(node_modules|dist|reference|cache|\.build|\.git|\.types|test-results|results|oracle|coverage)$/

/** A page, and what of it matters here. */
export class Page {
  /**
   * @param {string} path from the root of the repository
   * @param {string} text
   */
  constructor(path, text) {
    this.path = path
    this.text = text
    /** The page without its code. */
    this.prose = text.replaceAll(/^```.*?^```$/gms, '')
  }

  /** @returns {{ language: string, info: string, code: string }[]} */
  get blocks() {
    return [...this.text.matchAll(/^```(\w+) ?([^\n]*)\n(.*?)^```$/gms)].map(
      ([, language = '', info = '', code = '']) => ({ language, info, code }),
    )
  }

  /** @returns {string[]} the text of each heading */
  get headings() {
    return [...this.prose.matchAll(/^#+ +(.+)$/gm)].map(([, text = '']) => text)
  }

  /** The anchors of the headings; GitHub numbers those that come again. */
  get anchors() {
    /** @type {Map<string, number>} */
    const counts = new Map()
    return this.headings.map((heading) => {
      const slug = slugOf(heading)
      const count = counts.get(slug) ?? 0
      counts.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    })
  }

  /** @returns {string[]} where its links lead */
  get links() {
    const prose = this.prose.replaceAll(/`[^`\n]*`/g, '')
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  }

  /**
   * The row of a table whose first cell names this in code, with all of its cells.
   * @param {string} name
   */
  row(name) {
    const rows = this.prose.split('\n').filter((line) => line.startsWith('|'))
    return rows.find((line) => (line.split('|')[1] ?? '').includes(`\`${name}\``))
  }
}

/** @param {string} path from the root of the repository */
export async function readPage(path) {
  return new Page(path, await readFile(join(root, path), 'utf8'))
}

/**
 * The pages under a folder; all of the repository's where none is given.
 * @returns {Promise<Page[]>}
 */
export async function readPages(folder = root) {
  const entries = await readdir(folder, { withFileTypes: true })
  /** @type {Page[]} */
  const pages = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !FOREIGN.test(path)) pages.push(...(await readPages(path)))
    else if (entry.name.endsWith('.md')) pages.push(await readPage(relative(root, path)))
  }
  return pages
}
