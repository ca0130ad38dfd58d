// npm test -- libraries [--write], or tsx e2e/libraries/run.ts NAME… — the W3C class inside the libraries that take one, each against a server of its own.
import { deepEqual } from 'node:assert/strict'
import { cp, readFile, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { markdownTable } from 'markdown-table'
import { type Check, runChecks } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'
import { withInstalled } from '../../scripts/tarballs.ts'
import { openBrowser } from '../engines/browser.ts'
import { engineNames, findEngine, type EngineName } from '../engines/find.ts'
import { Program } from '../engines/program.ts'

interface Result {
  readonly seen: readonly unknown[]
  readonly expected: readonly unknown[]
}

type Dependencies = Readonly<Record<string, string>>

/** By the name of its program: the library, and what its server is. */
const LIBRARIES: Readonly<Record<string, readonly [library: string, server: string]>> = {
  'graphql-ws': ['graphql-ws', 'its own'],
  trpc: ['@trpc/client', '@trpc/server'],
  stomp: ['@stomp/stompjs', 'stomp-broker-js'],
  yjs: ['y-websocket', '@y/websocket-server'],
  mqtt: ['mqtt', 'aedes'],
  phoenix: ['phoenix', 'a stand-in'],
  supabase: ['@supabase/realtime-js', 'a stand-in'],
  'engine.io': ['engine.io-client', 'engine.io'],
  sharedb: ['sharedb', 'its own'],
}

const PATIENCE = 60_000

const folder = dirname(fileURLToPath(import.meta.url))
const page = fileURLToPath(new URL('../../docs/websocket.md', import.meta.url))

/** A project with the libraries and the tarballs, as npm installs them. */
async function install(project: string, tarballs: Dependencies): Promise<Dependencies> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { dependencies: Dependencies }
  await cp(join(folder, 'programs'), project, { recursive: true })
  const all = { private: true, type: 'module', dependencies: { ...dependencies, ...tarballs } }
  await writeFile(join(project, 'package.json'), JSON.stringify(all))
  const options = ['--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts']
  await run(['npm', 'install', '--prefer-offline', ...options], { cwd: project })
  return dependencies
}

function assertResult({ seen, expected }: Result): void {
  deepEqual(seen, expected)
}

async function onNode(project: string, name: string): Promise<void> {
  const output = await run(['node', 'node.mjs', name], { cwd: project, timeout: PATIENCE })
  assertResult(JSON.parse(output) as Result)
}

async function patience(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())
  throw new Error(`not done within ${PATIENCE} ms`)
}

async function bundle(project: string, name: string): Promise<string> {
  const outfile = join(project, `${name}.bundle.js`)
  await build({
    entryPoints: [join(project, 'page.mjs')],
    outfile,
    bundle: true,
    format: 'esm',
    conditions: ['browser', 'production'],
    alias: { 'the-client': join(project, 'clients', `${name}.mjs`) },
    define: { global: 'globalThis' },
    logLevel: 'error',
  })
  return outfile
}

async function inPage(project: string, name: string, engine: EngineName): Promise<void> {
  const BUNDLE = await bundle(project, name)
  const server = Program.inGroup(['node', join(project, 'serve.mjs'), name], { BUNDLE })
  const uri = await server.firstLine()
  const browser = await openBrowser(engine)
  try {
    await browser.open(`${uri.replace('ws', 'http')}/page`)
    const result = async (): Promise<Result> => (globalThis as never as { result: Result }).result
    assertResult(await Promise.race([browser.evaluate(result, null), patience()]))
  } finally {
    await browser.close()
    await server.end()
  }
}

function checksOf(project: string): readonly Check[] {
  const engines = engineNames.filter((name) => findEngine(name).source !== 'missing')
  const given = process.argv.slice(2).filter((one) => one in LIBRARIES)
  const names = given.length > 0 ? given : Object.keys(LIBRARIES)
  return names.flatMap((name) => [
    { title: `${name} on Node`, check: () => onNode(project, name) },
    ...engines.map((engine) => ({
      title: `${name} in ${engine}`,
      check: () => inPage(project, name, engine),
    })),
  ])
}

/** The table of the docs, between its marks. */
async function writeTable(versions: Dependencies): Promise<void> {
  const named = (name: string): string => (versions[name] ? `${name} ${versions[name]}` : name)
  const rows = Object.values(LIBRARIES).map((names) => names.map(named))
  const table = markdownTable([['Library', 'Its server'], ...rows])
  const text = await readFile(page, 'utf8')
  const marks = /(<!-- libraries -->\n).*(?=\n<!-- \/libraries -->)/s
  await writeFile(page, text.replace(marks, `$1\n${table}\n`))
}

await withInstalled(async (project, packages) => {
  const tarballs = packages.map(({ name, tarball }) => [name, `file:${tarball}`] as const)
  const home = join(dirname(project), 'libraries')
  const versions = await install(home, Object.fromEntries(tarballs))
  const programs = (await readdir(join(home, 'clients'))).map((file) => basename(file, '.mjs'))
  deepEqual(programs.toSorted(), Object.keys(LIBRARIES).toSorted())
  await runChecks(checksOf(home), 2)
  if (process.argv.includes('--write') && !process.exitCode) await writeTable(versions)
})
