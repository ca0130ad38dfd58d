// npm run test:runtimes — the contract under the other versions of Node, Bun and Deno; npx brings each of them.
// `--write` writes the table of the docs.
import { argv } from 'node:process'
import { buildBundles } from './build.mjs'
import { runSuite } from './platforms/run-suite.mjs'

await buildBundles()
process.exitCode = await runSuite(argv.slice(2), { WSEVENT_E2E_RUNTIMES: '1' })
