import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} EngineName
 * @typedef {{ source: 'playwright' } | { source: 'system', path: string } | { source: 'missing' }} Found
 */

/** @type {readonly EngineName[]} */
export const engineNames = ['chromium', 'firefox', 'webkit']

/** Any one list of programs makes the engine; the first program of the list is the one to start. */
const systemPrograms = {
  chromium: [['chromium'], ['google-chrome']],
  firefox: [['firefox-esr']],
  webkit: [['WebKitWebDriver', 'Xvfb']],
}

/**
 * @param {string} program
 * @returns {string | undefined} its path, where it is on the PATH
 */
export function findProgram(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {EngineName} name
 * @returns {string | undefined} the program to start
 */
export function findSystemEngine(name) {
  const paths = systemPrograms[name].map((programs) => programs.map(findProgram))
  return paths.find((list) => list.every((path) => path !== undefined))?.[0]
}

/** @param {EngineName} name */
export async function hasPlaywrightEngine(name) {
  // Loaded late: it takes longer than all the rest of a look round.
  const playwright = await import('@playwright/test')
  return existsSync(playwright[name].executablePath())
}

/**
 * Playwright's own build where it is installed, else the system's.
 * @param {EngineName} name
 * @returns {Promise<Found>}
 */
export async function findEngine(name) {
  if (await hasPlaywrightEngine(name)) return { source: 'playwright' }
  const path = findSystemEngine(name)
  return path === undefined ? { source: 'missing' } : { source: 'system', path }
}
