import { readFile, readdir } from 'node:fs/promises'
import { dirname, posix } from 'node:path'

/** A file of tests in one variant. */
export interface TestFile {
  /** From the root of the checkout, with slashes. */
  readonly path: string
  readonly title: string
  /** As `location.search` has it. */
  readonly variant: string
  /** Milliseconds. */
  readonly timeout: number
  readonly source: string
  /** The scripts in their order: paths from the root of the checkout, and what stands in the page. */
  readonly scripts: readonly Script[]
}

export type Script = { readonly path: string } | { readonly text: string }

/** Values that `.sub.` files ask for. */
export type Substitutions = Readonly<Record<string, string>>

const LEFT_OUT =
  /\/(cookies|unload-a-document|stream|back-forward-cache|mixed-content|multi-globals|handlers|resources|support)\/|\.https\.|\.window\.|\.worker\.|\.serviceworker\.|idlharness|iframe|sync-xhr|-ref\./

/** What Node has none of: a page, workers, and ports that a page must not reach. */
export const NEEDS_PAGE = /\bdocument\.(?!title)|new Worker|blocked-port/

const IN_PAGE = '/resources/'

/** The files of tests for the class, and those that are left out. */
export async function findTests(
  root: string,
): Promise<{ tests: TestFile[]; leftOut: readonly string[] }> {
  const all = await readdir(`${root}/websockets`, { recursive: true })
  const paths = all
    .map((path) => `websockets/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(any\.js|html)$/.test(path))
    .toSorted()
  const leftOut = paths.filter((path) => LEFT_OUT.test(path))
  const taken = paths.filter((path) => !leftOut.includes(path))
  const files = await Promise.all(taken.map((path) => readTest(root, path)))
  return { tests: files.flat(), leftOut }
}

async function readTest(root: string, path: string): Promise<TestFile[]> {
  const bytes = await readFile(`${root}/${path}`)
  const charset = /<meta charset=["']?([\w-]+)/.exec(bytes.toString('latin1'))?.[1] ?? 'utf-8'
  const source = new TextDecoder(charset).decode(bytes)
  const isScript = path.endsWith('.js')
  const scripts = isScript
    ? [...metaScripts(source, path), { text: source }]
    : pageScripts(source, path)
  const isLong = /META: timeout=long|name=["']?timeout["']? content=["']?long/.test(source)
  const title = /<title>(.*?)<\/title>/.exec(source)?.[1] ?? posix.basename(path)
  const timeout = isLong ? 60_000 : 10_000
  return variantsOf(source).map((variant) => ({ path, title, variant, timeout, source, scripts }))
}

/** HTTP/2 is the business of the platform. */
function variantsOf(source: string): string[] {
  const found = [...source.matchAll(/META: variant=(\S+)|name="variant" content="(.*?)"/g)]
  const variants = found.map((one) => one[1] ?? one[2] ?? '')
  return variants.length === 0 ? [''] : variants.filter((one) => !one.includes('h2'))
}

function resolved(path: string, from: string): string {
  return path.startsWith('/') ? path.slice(1) : posix.join(dirname(from), path)
}

function metaScripts(source: string, path: string): Script[] {
  const found = [...source.matchAll(/^\/\/ META: script=([^?\s]+)/gm)]
  return found.map((one) => ({ path: resolved(one[1] ?? '', path) }))
}

function pageScripts(source: string, path: string): Script[] {
  const found = [...source.matchAll(/<script(?: src=["']?([^"'?>]+)[^>]*)?>(.*?)<\/script>/gs)]
  return found
    .filter((one) => one[1]?.startsWith(IN_PAGE) !== true)
    .map((one) =>
      one[1] === undefined ? { text: one[2] ?? '' } : { path: resolved(one[1], path) },
    )
}

/** Fills in what a `.sub.` file leaves open. */
export function substitute(text: string, values: Substitutions): string {
  return text.replaceAll(/\{\{(.+?)\}\}/g, (whole, name: string) => values[name] ?? whole)
}
