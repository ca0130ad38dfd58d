// npm run test:wpt -- CHECKOUT — the web-platform-tests for WebSockets, out of a checkout of theirs, with this class,
// the platform's own, and `ws`. `--on node,node-24,chromium` names platforms, `--only TEXT` files; `--json FILE` keeps all.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildBundles } from './build.ts'
import { type Kit, type Results, openPlatform } from './platforms.ts'
import { serve } from './server.ts'
import { type TestFile, findTests } from './tests.ts'

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    on: { type: 'string', default: 'node,node-24,chromium,firefox,webkit' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
})

type Run = Readonly<Record<string, Results>>

/** Runs the tests with each class of a platform. */
async function runOn(name: string, kit: Kit, tests: readonly TestFile[]): Promise<Run> {
  const platform = await openPlatform(name, kit)
  const applicable = tests.filter((test) => platform.canRun(test))
  const run: Record<string, Results> = {}
  for (const of of platform.classes) {
    run[of] = await platform.run(applicable, of)
    const { passed, failed } = count(run[of])
    console.log(`${platform.description}, ${of}: ${passed} of ${passed + failed} subtests`)
  }
  await platform.close?.()
  return run
}

function count(results: Results = {}): { readonly passed: number; readonly failed: number } {
  const all = Object.values(results).flat()
  const failed = all.filter(({ failure }) => failure !== undefined).length
  return { passed: all.length - failed, failed }
}

function printFailures(results: Results = {}): void {
  for (const [file, ends] of Object.entries(results))
    for (const { name, failure } of ends)
      if (failure !== undefined) console.log(`  ${file}: ${name}\n    ${failure}`)
}

const [folder] = positionals
if (folder === undefined) throw new Error('npm run test:wpt -- CHECKOUT')
const root = resolve(process.env['INIT_CWD'] ?? '.', folder)
const { harness, node, websocket } = await buildBundles()
const { tests, leftOut } = await findTests(root)
const site = await serve({
  root,
  tests,
  harness,
  classes: {
    native: '',
    wsevent: `${websocket}\nglobalThis.WebSocket = wseventWebSocket.WebSocket`,
  },
})
const named = tests.filter(({ path }) => path.includes(given.only))
console.log(`left out: ${leftOut.join(' ')}`)

const runs: Record<string, Run> = {}
for (const name of given.on.split(',')) {
  const run = await runOn(name, { root, site, harness, node }, named)
  printFailures(run['wsevent'])
  runs[name] = run
}
if (given.json !== undefined) await writeFile(given.json, JSON.stringify(runs, null, 1))

const isBehind = ({ wsevent, native }: Run): boolean => count(wsevent).passed < count(native).passed
// The server listens as long as the process lives.
process.exit(Object.values(runs).some(isBehind) ? 1 : 0)
