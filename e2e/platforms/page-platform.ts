import { type Browser, type Evaluate, openBrowser } from '../engines/browser.ts'
import type { EngineName } from '../engines/find.mjs'
import type { Platform } from './platform.ts'
import { readEnvironment } from './environment.ts'

/** A page with the script-tag build, or a dedicated worker that such a page started. */
export async function openPage(engine: EngineName, where: 'page' | 'worker'): Promise<Platform> {
  const browser = await openBrowser(engine)
  try {
    await browser.open(readEnvironment()[where])
  } catch (error) {
    await browser.close()
    throw error
  }
  return {
    description: browser.description,
    evaluate: where === 'page' ? browser.evaluate : evaluateInWorker(browser),
    close: browser.close,
  }
}

function evaluateInWorker(browser: Browser): Evaluate {
  return (action, argument) =>
    browser.evaluate((request) => wseventWorker.evaluate(request.source, request.argument), {
      source: String(action),
      argument,
    }) as never
}
