import { test as base } from '@playwright/test'
import { type Browser, openBrowser } from '../engines/browser.ts'
import { type EngineName, findEngine } from '../engines/find.ts'
import type { Settings } from '../scenarios/harness.ts'
import { missingEngine, ranOn } from './annotations.ts'
import { readEnvironment } from './environment.ts'
import { type Platform, type PlatformKind, platforms, runtimes } from './platform.ts'

export { expect } from '@playwright/test'

interface TestFixtures {
  /** Runs one entry of a suite on the project's platform; gives its record, throws if it failed. */
  readonly run: (
    suite: 'wseventScenarios' | 'wseventOracle',
    name: string,
    more?: object,
  ) => Promise<unknown>
  /** A browser of the project's engine, with an empty page: for what is not a scenario. */
  readonly engine: Browser
  readonly skipWhereMissing: void
}

interface WorkerFixtures {
  /** The project's platform, opened once for each Playwright worker: a new one after every failure. */
  readonly platform: Platform
  /** A browser of the project's engine for a whole file: each test opens its page anew. */
  readonly lasting: Browser
}

function kindOf(project: string): PlatformKind {
  const kind = platforms[project] ?? runtimes[project]
  if (kind === undefined) throw new Error(`there is no platform ${project}`)
  return kind
}

function engineOf(project: string): EngineName {
  const { engine } = kindOf(project)
  if (engine === undefined) throw new Error(`${project} has no browser engine`)
  return engine
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // Automatic, so that it comes before the platform is opened.
  skipWhereMissing: [
    async ({}, use, info) => {
      const { engine } = kindOf(info.project.name)
      if (engine !== undefined && findEngine(engine).source === 'missing') {
        info.annotations.push({ type: missingEngine, description: `${engine} is not installed` })
        info.skip()
      }
      await use()
    },
    { auto: true },
  ],
  platform: [
    async ({}, use, info) => {
      const platform = await kindOf(info.project.name).open()
      await use(platform)
      await platform.close()
    },
    // A runtime that is not here yet is fetched first.
    { scope: 'worker', timeout: 180_000 },
  ],
  lasting: [
    async ({}, use, { project }) => {
      const browser = await openBrowser(engineOf(project.name))
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  run: async ({ platform }, use, info) => {
    info.annotations.push({ type: ranOn, description: platform.description })
    const settings: Settings = { platform: info.project.name, server: readEnvironment().server }
    await use(async (suite, name, more = {}) => {
      const { record, error } = await platform.evaluate(
        (request) => wseventRunner.run(request.suite, request.name, request.settings),
        { suite, name, settings: { ...settings, ...more } },
      )
      if (error !== '') throw new Error(error)
      return record
    })
  },
  engine: async ({}, use, info) => {
    const browser = await openBrowser(engineOf(info.project.name))
    info.annotations.push({ type: ranOn, description: browser.description })
    await use(browser)
    await browser.close()
  },
})
