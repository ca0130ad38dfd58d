import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { build, type Rolldown } from 'vite'

interface Bundle {
  readonly title: string
  readonly budget: number
  readBytes(project: string): Promise<Uint8Array | string>
}

const PROGRAM = `import { WebSockets } from 'wsevent'; globalThis.ws = WebSockets.new()`
const CLASS = `import { WebSocket } from 'wsevent/websocket'; globalThis.WebSocket = WebSocket`
const KIT = `import { mockServer } from '@wsevent/testing'; globalThis.mockServer = mockServer`

/** What a page pays for the import, as Vite builds it in production. */
async function inProduction(project: string, program = PROGRAM): Promise<string> {
  const entry = `${project}/page.js`
  await writeFile(entry, program)
  const built = await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    build: { write: false, target: 'es2022', rolldownOptions: { input: entry } },
  })
  return (built as Rolldown.RolldownOutput).output[0].code
}

/** The same as esbuild bundles and minifies it, which takes the full build unless it is told otherwise. */
async function inDevelopment(project: string): Promise<Uint8Array> {
  const { outputFiles } = await bundle({
    stdin: { contents: PROGRAM, resolveDir: project },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** Bytes are those of gzip at level 9, of what the tarballs hold; a budget is 3 % above the size when it was set. */
const BUNDLES: readonly Bundle[] = [
  {
    title: 'script tag',
    budget: 6900,
    readBytes: (project) => readFile(`${project}/node_modules/wsevent/dist/wsevent.min.js`),
  },
  { title: 'production', budget: 6950, readBytes: inProduction },
  {
    title: 'websocket',
    budget: 9330,
    readBytes: (project) => inProduction(project, CLASS),
  },
  {
    title: 'testing',
    budget: 6000,
    readBytes: (project) => inProduction(project, KIT),
  },
  { title: 'development', budget: 10600, readBytes: inDevelopment },
]

// <!-- size -->5,923<!-- /size --> states the script tag's size, <!-- size TITLE --> that of another row.
const STATED = /(<!-- size(?: ([\w ]+))? -->)[\d,]*(?=<!-- \/size -->)/g

/** Each bundle is within its budget, and README.md states the sizes as they are, or is told them. */
export async function checkSizes(project: string, isWriting: boolean): Promise<void> {
  const figures = new Map<string, string>()
  const complaints: string[] = []
  for (const { title, budget, readBytes } of BUNDLES) {
    const bytes = gzipSync(await readBytes(project), { level: 9 }).length
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
