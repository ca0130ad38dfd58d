import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { x } from 'tinyexec'
import type { Result } from './harness.ts'
import type { NodeRequest } from './node.ts'
import type { Kit, Platform, Results } from './platforms.ts'
import { NEEDS_PAGE, type TestFile, substitute } from './tests.ts'

type Run = (request: NodeRequest) => Promise<readonly Result[]>

const AT_ONCE = 3

/** A version of Node: each file gets a process, since tests delete what a class has. */
export async function inNode(name: string, kit: Kit): Promise<Platform> {
  const command = await programOf(name)
  const version = await print([command, '-p', 'process.versions.node'])
  const folder = await mkdtemp(join(tmpdir(), 'wpt-'))
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') }
  await writeFile(env.NODE_EXTRA_CA_CERTS, kit.site.cert)
  const run: Run = async (request) => {
    const options = { stdin: JSON.stringify(request), nodeOptions: { env } }
    const { stdout, stderr } = await x(command, [kit.node], options)
    if (stdout !== '') return JSON.parse(stdout) as readonly Result[]
    return [{ name: request.settings.title, failure: `no results: ${stderr}` }]
  }
  return {
    description: `Node ${version}`,
    classes: Number.parseInt(version, 10) < 22 ? ['wsevent', 'ws'] : ['wsevent', 'native', 'ws'],
    canRun: ({ source, path }) => !NEEDS_PAGE.test(source + path),
    run: (tests, of) => runAll(tests, async (test) => run(await requestOf(test, of, kit))),
  }
}

/** The program itself: npx would take its time for each file. */
async function programOf(name: string): Promise<string> {
  if (name === 'node') return process.execPath
  const npx = ['npx', '--prefer-offline', '-y', '-p', name.replace('-', '@'), '--']
  return print([...npx, 'node', '-p', 'process.execPath'])
}

async function print([command = '', ...parameters]: readonly string[]): Promise<string> {
  return (await x(command, parameters, { throwOnError: true })).stdout.trim()
}

async function runAll(
  tests: readonly TestFile[],
  run: (test: TestFile) => Promise<readonly Result[]>,
): Promise<Results> {
  const results: Results = {}
  const left = [...tests]
  const work = async (): Promise<void> => {
    for (let test = left.shift(); test; test = left.shift())
      results[test.path + test.variant] = await run(test)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

async function requestOf(test: TestFile, of: NodeRequest['of'], kit: Kit): Promise<NodeRequest> {
  const { title, timeout, path, variant } = test
  const scripts = test.scripts.map(async (one) => {
    if ('text' in one) return { name: path, text: one.text }
    const text = await readFile(`${kit.root}/${one.path}`, 'utf8')
    return { name: one.path, text: substitute(text, kit.site.values) }
  })
  return {
    settings: { title, timeout },
    href: `${kit.site.http}/${of}/${path}${variant}`,
    harness: kit.harness,
    scripts: await Promise.all(scripts),
    of,
  }
}
