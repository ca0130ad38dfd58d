import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * @param {readonly string[]} parameters - of `playwright test`; `--write` writes the tables that the run makes
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<number>} the exit status
 */
export async function runSuite(parameters, env = {}) {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const config = fileURLToPath(new URL('../playwright.config.ts', import.meta.url))
  const others = parameters.filter((parameter) => parameter !== '--write')
  const writing = others.length < parameters.length ? { WSEVENT_E2E_WRITE: '1' } : {}
  const child = spawn(process.execPath, [cli, 'test', '--config', config, ...others], {
    stdio: 'inherit',
    env: { ...process.env, ...env, ...writing },
  })
  // Playwright ends its workers and servers on an interrupt, which the terminal sends to it as well.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code] = await once(child, 'exit')
  return code ?? 1
}
