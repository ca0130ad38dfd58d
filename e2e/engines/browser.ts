import { type EngineName, findEngine } from './find.ts'
import { openPlaywrightBrowser } from './playwright-browser.ts'
import { openWebKitGtk } from './webkit-gtk.ts'

/** What crosses to a page or a process and back is JSON; a `undefined` may come back as `null`. */
export type Evaluate = <Argument, Result>(
  action: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
) => Promise<Awaited<Result>>

/** A browser with one page, the same for every way to drive it. */
export interface Browser {
  /** The engine and version that really runs, and who drives it. */
  readonly description: string
  open(url: string): Promise<void>
  evaluate: Evaluate
  /** Collects garbage, and gives the bytes in use after it; Chromium alone says so. */
  readonly heap?: () => Promise<number>
  close(): Promise<void>
}

export async function openBrowser(name: EngineName): Promise<Browser> {
  const found = findEngine(name)
  if (found.source === 'playwright') return openPlaywrightBrowser(name)
  if (found.source === 'missing') throw new Error(`${name} is not installed`)
  return name === 'webkit' ? openWebKitGtk(found.path) : openPlaywrightBrowser(name, found.path)
}
