import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { build, type Rolldown } from 'vite'

interface Bundle {
  readonly title: string
  readonly budget: number
  /** The row whose bytes do not count, since the page has them anyway. */
  readonly beside?: string
  /** What may help if it is over its budget. */
  readonly hint?: string
  readBytes(project: string): Promise<Uint8Array | string>
}

const PROGRAM = `import { WebSockets } from 'wsevent'; globalThis.ws = WebSockets.new()`
const CLASS = `import { WebSocket } from 'wsevent/websocket'; globalThis.WebSocket = WebSocket`
const KIT = `import { mockServer } from '@wsevent/testing'; globalThis.mockServer = mockServer`
const INSPECTOR = `import { inspect } from '@wsevent/inspector'; import '@wsevent/inspector/element'; globalThis.inspect = inspect`

/** What a page pays for the import, as Vite builds it in production. */
async function inProduction(project: string, program = PROGRAM): Promise<string> {
  const entry = `${project}/page.js`
  await writeFile(entry, program)
  const built = await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: entry, external: /^(react|vue|svelte|solid-js)($|\/)/ },
    },
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

/** What a binding adds to the client, its framework apart. */
function binding(title: string, budget: number): Bundle {
  const names = 'useConnection, useStatus, useMessages, useLastMessage'
  const program = `${PROGRAM}; import { ${names} } from '@wsevent/${title}'; globalThis.all = [${names}]`
  return {
    title,
    budget,
    beside: 'production',
    readBytes: (project) => inProduction(project, program),
  }
}

/** Bytes are those of gzip at level 9, of what the tarballs hold; a budget is 1.5 to 2 % above the size when it was set; those of the script tag and of production are the bars of decision 9. */
const BUNDLES: readonly Bundle[] = [
  {
    title: 'script tag',
    budget: 5900,
    hint: '; if its code has changed, search for its names anew: see CONTRIBUTING.md, "The script tag\'s names"',
    readBytes: (project) => readFile(`${project}/node_modules/wsevent/dist/wsevent.min.js`),
  },
  { title: 'production', budget: 6500, readBytes: (project) => inProduction(project) },
  {
    title: 'websocket',
    budget: 9450,
    readBytes: (project) => inProduction(project, CLASS),
  },
  {
    title: 'testing',
    budget: 6000,
    readBytes: (project) => inProduction(project, KIT),
  },
  {
    title: 'inspector',
    budget: 27_000,
    readBytes: (project) => inProduction(project, INSPECTOR),
  },
  { title: 'development', budget: 10690, readBytes: inDevelopment },
  binding('react', 830),
  binding('vue', 850),
  binding('svelte', 800),
  binding('solid', 800),
]

// <!-- size -->5,923<!-- /size --> states the script tag's size, <!-- size TITLE --> that of another row.
const STATED = /(<!-- size(?: ([\w ]+))? -->)[\d,]*(?=<!-- \/size -->)/g

type Sizes = ReadonlyMap<string, number>

async function measure(project: string): Promise<Sizes> {
  const sizes = new Map<string, number>()
  for (const { title, beside = '', readBytes } of BUNDLES) {
    const { length } = gzipSync(await readBytes(project), { level: 9 })
    sizes.set(title, length - (sizes.get(beside) ?? 0))
  }
  return sizes
}

/** What is wrong with the sizes that a page states, if it is not told them. */
async function checkStated(
  file: string,
  sizes: Sizes,
  isWriting: boolean,
): Promise<readonly string[]> {
  const readme = await readFile(file, 'utf8')
  const correct = readme.replaceAll(STATED, (_, mark: string, title?: string) => {
    return `${mark}${sizes.get(title ?? 'script tag')?.toLocaleString('en')}`
  })
  if (!STATED.test(readme)) return [`${file} states no size: <!-- size --><!-- /size -->`]
  if (isWriting) await writeFile(file, correct)
  else if (correct !== readme) return [`${file} is behind: npm test -- gates --write`]
  return []
}

/** Each bundle is within its budget, and the pages state the sizes as they are, or are told them. */
export async function checkSizes(project: string, isWriting: boolean): Promise<void> {
  const sizes = await measure(project)
  const complaints: string[] = []
  for (const { title, budget, hint = '' } of BUNDLES) {
    const bytes = sizes.get(title) ?? 0
    console.log(`     ${title}: ${bytes.toLocaleString('en')} of ${budget.toLocaleString('en')}`)
    if (bytes > budget)
      complaints.push(`${title} has ${bytes} bytes, and its budget is ${budget}${hint}`)
  }
  const bindings = BUNDLES.filter(({ beside }) => beside)
  const readmes = bindings.map(({ title }) => `packages/${title}/README.md`)
  for (const file of ['README.md', 'docs/frameworks/README.md', ...readmes])
    complaints.push(...(await checkStated(file, sizes, isWriting)))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}
