import { type Browser, openBrowser } from '../../e2e/engines/browser.ts'
import type { Open } from '../comparison.ts'
import type { Options } from '../options.ts'
import { resultsOf } from '../result.ts'
import { browserTasks, ENGINES } from '../schedule.ts'
import type { Server } from '../processes.ts'
import { engineClock } from './engine-clock.ts'
import type { Page } from './page.ts'

/** Loads the page anew and opens a connection for each contender; the next page ends them. */
const pageOpener =
  (browser: Browser, server: Server): Open =>
  async (names, task) => {
    await browser.open(server.page)
    for (const name of names) {
      const given = [name, server.uri, task] as const
      await browser.evaluate((one) => (globalThis as unknown as Page).bench.open(one), given)
    }
    const clock = engineClock(server.pid)
    const measure = async (index: number, count: number) => {
      const before = clock()
      const run = (given: readonly [number, number]) =>
        (globalThis as unknown as Page).bench.run(given)
      const details = await browser.evaluate(run, [index, count] as const)
      const { page, engine } = clock()
      return { cpu: page - before.page, engine: engine - before.engine, count, ...details }
    }
    return names.map((_, index) => ({ run: (count) => measure(index, count), end: async () => {} }))
  }

/** Every task in every selected engine. */
export async function* browserResults(options: Options, server: Server, skipped: string[]) {
  for (const engine of ENGINES.filter((name) => options.work.includes(name))) {
    let browser: Browser | undefined
    try {
      browser = await openBrowser(engine)
      const tasks = browserTasks(engine, options)
      yield* resultsOf(browser.description, tasks, options, pageOpener(browser, server))
    } catch (error) {
      // It is not installed, or has failed: what has been measured so far stays.
      skipped.push(`${engine}: ${String(error)}`)
    } finally {
      await browser?.close()
    }
  }
}
