// npm run e2e — the whole suite; what is given after `--` goes to Playwright, but `--write`, which writes the tables.
import { argv } from 'node:process'
import { buildBundles } from './build.mjs'
import { installEngines } from './engines/install.mjs'
import { runSuite } from './platforms/run-suite.mjs'

await Promise.all([buildBundles(), installEngines()])
process.exitCode = await runSuite(argv.slice(2))
