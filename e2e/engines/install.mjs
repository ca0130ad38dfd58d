// Makes sure that the three engines are there. Run by itself or by e2e/run.mjs; quick when nothing is missing.
import { spawnSync } from 'node:child_process'
import { argv, getuid } from 'node:process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { engineNames, findProgram, findSystemEngine, hasPlaywrightEngine } from './find.mjs'

/** @typedef {import('./find.mjs').EngineName} EngineName */

const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
}

/** @returns {Promise<EngineName[]>} */
async function findMissing() {
  const notInSystem = engineNames.filter((name) => findSystemEngine(name) === undefined)
  /** @type {EngineName[]} */
  const missing = []
  for (const name of notInSystem) if (!(await hasPlaywrightEngine(name))) missing.push(name)
  return missing
}

/**
 * @param {string} command
 * @param {string[]} parameters
 */
function run(command, parameters) {
  console.log(`engines: ${command} ${parameters.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, parameters, { stdio: 'inherit', env }).status === 0
}

/** @param {EngineName[]} names */
function installWithApt(names) {
  const isPossible = findProgram('apt-get') !== undefined && getuid?.() === 0
  if (!isPossible) return
  // Two runs on one machine wait for each other instead of failing.
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-q']
  const packages = names.flatMap((name) => debianPackages[name])
  if (run('apt-get', [...wait, 'update'])) {
    run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages])
  }
}

/** @param {EngineName[]} names */
function installWithPlaywright(names) {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  run(process.execPath, [cli, 'install', ...names])
}

/**
 * Tries apt as root on Debian, whose mirrors are reached more often than Playwright's downloads; else Playwright.
 * @returns {Promise<EngineName[]>} what is missing still
 */
export async function installEngines() {
  for (const install of [installWithApt, installWithPlaywright]) {
    const missing = await findMissing()
    if (missing.length === 0) return []
    install(missing)
  }
  return findMissing()
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const missing = await installEngines()
  if (missing.length > 0) console.error(`engines: still missing: ${missing.join(', ')}`)
  process.exitCode = missing.length > 0 ? 1 : 0
}
