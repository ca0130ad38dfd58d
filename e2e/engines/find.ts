import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox, webkit } from '@playwright/test'

export const engineNames = ['chromium', 'firefox', 'webkit'] as const
export type EngineName = (typeof engineNames)[number]

export const launchers = { chromium, firefox, webkit }

type Found =
  | { readonly source: 'playwright' }
  | { readonly source: 'missing' }
  | { readonly source: 'system'; readonly path: string }

/** Any one list of programs makes the engine; the first program of the list is the one to start. */
const systemPrograms = {
  chromium: [['chromium'], ['google-chrome']],
  firefox: [['firefox-esr']],
  webkit: [['WebKitWebDriver', 'Xvfb']],
}

export function findProgram(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

/** Playwright's own build where it is installed, else the system's. */
export function findEngine(name: EngineName): Found {
  if (existsSync(launchers[name].executablePath())) return { source: 'playwright' }
  const lists = systemPrograms[name].map((programs) => programs.map(findProgram))
  const path = lists.find((list) => !list.includes(undefined))?.[0]
  return path === undefined ? { source: 'missing' } : { source: 'system', path }
}
