import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

interface Bundle {
  readonly title: string
  readonly budget: number
  readonly file?: string
  /** What a program imports, to be bundled and minified by esbuild, */
  readonly code?: string
  /** under these conditions next to esbuild's own for browsers. */
  readonly conditions?: string[]
}

/** Bytes are those of gzip at level 9, of what the tarballs hold. */
const BUNDLES: readonly Bundle[] = [
  { title: 'script tag', file: 'wsevent/dist/wsevent.min.js', budget: 6100 },
  { title: 'browser', code: `export { WebSockets } from 'wsevent/browser'`, budget: 8519 },
  { title: 'core', code: `export { Client } from '@wsevent/core'`, budget: 7194 },
]

// <!-- size -->5,923<!-- /size --> states the script tag's size, <!-- size TITLE --> that of another row.
const STATED = /(<!-- size(?: ([\w ]+))? -->)[\d,]*(?=<!-- \/size -->)/g

async function readBundle(project: string, bundle: Bundle): Promise<Uint8Array> {
  const { file, code = '', conditions } = bundle
  if (file) return readFile(`${project}/node_modules/${file}`)
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    ...(conditions ? { conditions } : {}),
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** Each bundle is within its budget, and README.md states the sizes as they are, or is told them. */
export async function checkSizes(project: string, isWriting: boolean): Promise<void> {
  const figures = new Map<string, string>()
  const complaints: string[] = []
  for (const bundle of BUNDLES) {
    const { title, budget } = bundle
    const bytes = gzipSync(await readBundle(project, bundle), { level: 9 }).length
    figures.set(title, bytes.toLocaleString('en'))
    console.log(`     ${title}: ${figures.get(title)} of ${budget.toLocaleString('en')}`)
    if (bytes > budget) complaints.push(`${title} has ${bytes} bytes, and its budget is ${budget}`)
  }
  const readme = await readFile('README.md', 'utf8')
  const correct = readme.replaceAll(STATED, (_, mark: string, title?: string) => {
    return `${mark}${figures.get(title ?? 'script tag')}`
  })
  if (!STATED.test(readme)) complaints.push('README.md states no size: <!-- size --><!-- /size -->')
  if (isWriting) await writeFile('README.md', correct)
  else if (correct !== readme) complaints.push('README.md is behind: npm test -- gates --write')
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}
