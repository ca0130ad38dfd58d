// npm run e2e — the whole suite; what is given after `--` goes to Playwright, but for two: `--write` writes the tables,
// and `--runtimes` runs the contract under other versions of Node, Bun and Deno, which npx brings.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { buildBundles } from './build.ts'
import { installEngines, playwright } from './engines/install.ts'

const given = process.argv.slice(2)
const isWriting = given.includes('--write')
const isForRuntimes = given.includes('--runtimes')
const others = given.filter((one) => one !== '--write' && one !== '--runtimes')

await Promise.all([buildBundles(), isForRuntimes || installEngines()])
const config = fileURLToPath(new URL('playwright.config.ts', import.meta.url))
const child = spawn(process.execPath, [playwright, 'test', '--config', config, ...others], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(isWriting && { WSEVENT_E2E_WRITE: '1' }),
    ...(isForRuntimes && { WSEVENT_E2E_RUNTIMES: '1' }),
  },
})
// Playwright ends its workers and servers on an interrupt, which the terminal sends to it as well.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
const [code] = (await once(child, 'exit')) as [number | null]
process.exitCode = code ?? 1
