import { test as base } from '@playwright/test'
import { type Browser, openBrowser } from '../engines/browser.ts'
import { type EngineName, findEngine } from '../engines/find.mjs'
import { missingEngine } from './annotations.ts'
import { type Platform, type PlatformKind, platforms, runtimes } from './platform.ts'

export { expect } from '@playwright/test'

interface TestFixtures {
  /** A browser of the project's engine, with an empty page: for what is not a scenario. */
  readonly engine: Browser
  readonly skipWhereMissing: void
}

interface WorkerFixtures {
  /** The project's platform, opened once for each Playwright worker: a new one after every failure. */
  readonly platform: Platform
}

function kindOf(projectName: string): PlatformKind {
  const kind = platforms[projectName] ?? runtimes[projectName]
  if (kind === undefined) throw new Error(`there is no platform ${projectName}`)
  return kind
}

async function isMissing(engine: EngineName | undefined): Promise<boolean> {
  return engine !== undefined && (await findEngine(engine)).source === 'missing'
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // Automatic, so that it comes before the platform is opened.
  skipWhereMissing: [
    async ({}, use, info) => {
      const { engine } = kindOf(info.project.name)
      if (await isMissing(engine)) {
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
  engine: async ({}, use, info) => {
    const { engine } = kindOf(info.project.name)
    if (engine === undefined) throw new Error(`${info.project.name} has no browser engine`)
    const browser = await openBrowser(engine)
    await use(browser)
    await browser.close()
  },
})
