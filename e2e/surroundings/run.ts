// npm test -- surroundings — the packed tarballs in the real thing: each folder is a project as a user would write it.
// It runs those that are quick; with `--all` (npm run test:surroundings) all, with names these. `--write` writes the table.
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Check, runChecks } from '../../scripts/checks.ts'
import { run } from '../../scripts/command.ts'
import { pnpm, withTarballs } from '../../scripts/tarballs.ts'
import { writeCompatibility } from '../compatibility-page.ts'
import { findEngine } from '../engines/find.ts'
import { installEngines } from '../engines/install.ts'
import { Endpoint, type Urls } from '../scenarios/test-server.ts'
import { start } from '../server/index.ts'
import { assertChat } from './page.ts'
import { type Manifest, recordResult, writeResults } from './results.ts'

const QUICK = ['esbuild', 'rollup', 'webpack', 'jest', 'vitest']

const here = fileURLToPath(new URL('.', import.meta.url))

/** Copies the projects, and installs them with the tarballs in place of what the registry has by our names. */
async function install(
  folder: string,
  names: readonly string[],
  tarballs: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder)
  await Promise.all(
    names.map((name) => cp(join(here, name), join(folder, name), { recursive: true })),
  )
  // YAML takes JSON.
  const workspace = {
    packages: ['*'],
    overrides: tarballs,
    ignoreScripts: true,
    minimumReleaseAge: 0,
  }
  await writeFile(join(folder, 'pnpm-workspace.yaml'), JSON.stringify(workspace))
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await run([...(await pnpm()), 'install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: folder,
  })
}

/** Somebody spoke, every frame was a good one, and nobody stays behind. */
async function assertSeen(endpoint: Endpoint): Promise<void> {
  await endpoint.seen('message')
  const requests = await endpoint.entries('request')
  await endpoint.seen('gone', requests.length)
  const bad = await endpoint.entries('bad frame')
  if (bad.length > 0) throw new Error(`the server saw ${JSON.stringify(bad)}`)
}

function checkOf(folder: string, name: string, urls: Urls): Check {
  const cwd = join(folder, name)
  const endpoint = new Endpoint(urls, name, '/echo')
  const check = async (): Promise<void> => {
    const manifest = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')) as Manifest
    const engine = findEngine('chromium')
    const env = {
      ...process.env,
      WSEVENT_URI: endpoint.uri,
      ...(engine.source === 'system' && { CHROMIUM: engine.path }),
    }
    if (manifest.scripts['test'] !== undefined) await run(['npm', 'test'], { cwd, env })
    if (manifest.scripts['dev'] !== undefined) await assertChat(cwd, endpoint)
    await assertSeen(endpoint)
    await recordResult(cwd, name, manifest)
  }
  return { title: name, check }
}

const given = process.argv.slice(2)
const folders = (await readdir(here, { withFileTypes: true })).filter((one) => one.isDirectory())
const all = folders.map(({ name }) => name)
const named = given.filter((one) => !one.startsWith('-'))
const unnamed = given.includes('--all') ? all : QUICK
const names = named.length > 0 ? named : unnamed
if (!names.every((name) => all.includes(name))) throw new Error(`by name: ${all.join(', ')}`)

if (names !== QUICK) await installEngines()
await withTarballs(async (folder, packages) => {
  const projects = join(folder, 'projects')
  const tarballs = packages.map(({ name, tarball }) => [name, `file:${tarball}`])
  await install(projects, names, Object.fromEntries(tarballs) as Record<string, string>)
  const urls = await start(projects)
  await runChecks(
    names.map((name) => checkOf(projects, name, urls)),
    2,
  )
})
if (given.includes('--write')) {
  await writeResults(all)
  writeCompatibility()
}
// The server listens as long as the process lives.
process.exit()
