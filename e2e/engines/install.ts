import { createRequire } from 'node:module'
import { getuid } from 'node:process'
import { x } from 'tinyexec'
import { type EngineName, engineNames, findEngine, findProgram } from './find.ts'

/** Playwright's command line. */
export const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli')

const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
}

async function run(command: string, parameters: readonly string[]): Promise<boolean> {
  console.log(`engines: ${command} ${parameters.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const nodeOptions = { stdio: 'inherit', env } as const
  return (await x(command, [...parameters], { nodeOptions })).exitCode === 0
}

async function installWithApt(names: readonly EngineName[]): Promise<void> {
  if (findProgram('apt-get') === undefined || getuid?.() !== 0) return
  // Two runs on one machine wait for each other instead of failing.
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-q']
  const packages = names.flatMap((name) => debianPackages[name])
  if (await run('apt-get', [...wait, 'update']))
    await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages])
}

/** Tries apt as root on Debian, whose mirrors are reached more often than Playwright's downloads; else Playwright. */
export async function installEngines(): Promise<void> {
  const missing = (): EngineName[] =>
    engineNames.filter((name) => findEngine(name).source === 'missing')
  if (missing().length > 0) await installWithApt(missing())
  if (missing().length > 0) await run(process.execPath, [playwright, 'install', ...missing()])
}
