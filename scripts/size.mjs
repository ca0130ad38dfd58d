// node scripts/size.mjs — minified and gzipped (level 9), by file and by import; `--write` puts the figure into README.md.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ROOT, SCRIPT_TAG } from './workspace.mjs'

const README = join(ROOT, 'README.md')
const FIGURE = /(<!-- size -->)([\d,]*)(<!-- \/size -->)/g

/** @param {Uint8Array} content */
const gzipSize = (content) => gzipSync(content, { level: 9 }).length

/** @param {string} code - an entry of a user's, whose imports are those of the workspace */
async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: join(ROOT, 'e2e') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** The bytes of each bundle, beside its budget. */
export async function measure() {
  const text = await readFile(new URL('size-budgets.json', import.meta.url), 'utf8')
  /** @type {Record<string, { file?: string, code?: string, budget: number }>} */
  const budgets = JSON.parse(text)
  const sizes = Object.entries(budgets).map(async ([title, { file, code = '', budget }]) => {
    const content = file ? await readFile(join(ROOT, file)) : await bundle(code)
    return { title, bytes: gzipSize(content), budget }
  })
  return Promise.all(sizes)
}

/** What README.md says of the script-tag build, against the build. */
export async function readStated() {
  const actual = gzipSize(await readFile(join(ROOT, SCRIPT_TAG))).toLocaleString('en')
  const readme = await readFile(README, 'utf8').catch(() => '')
  const stated = [...readme.matchAll(FIGURE)].map((match) => match[2])
  const complaints = stated
    .filter((figure) => figure !== actual)
    .map(
      (figure) => `README.md says ${figure} bytes; it is ${actual}: node scripts/size.mjs --write`,
    )
  if (stated.length === 0) complaints.push('README.md states no size: <!-- size -->…<!-- /size -->')
  return { actual, readme, complaints }
}

async function main() {
  for (const { title, bytes, budget } of await measure()) {
    console.log(
      `${bytes.toLocaleString('en').padStart(7)} of ${budget.toLocaleString('en')}  ${title}`,
    )
  }
  const { actual, readme } = await readStated()
  if (argv.includes('--write')) await writeFile(README, readme.replaceAll(FIGURE, `$1${actual}$3`))
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) await main()
