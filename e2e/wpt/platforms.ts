import { openBrowser } from '../engines/browser.ts'
import type { EngineName } from '../engines/find.ts'
import type { Result } from './harness.ts'
import { inNode } from './node-platform.ts'
import type { NodeRequest } from './node.ts'
import type { Site } from './server.ts'
import type { TestFile } from './tests.ts'

/** The results by file and variant. */
export type Results = Record<string, readonly Result[]>

export interface Platform {
  /** What really runs. */
  readonly description: string
  readonly classes: readonly NodeRequest['of'][]
  canRun(test: TestFile): boolean
  run(tests: readonly TestFile[], of: NodeRequest['of']): Promise<Results>
  close?(): Promise<void>
}

/** What platforms run the tests with. */
export interface Kit {
  /** The checkout. */
  readonly root: string
  readonly site: Site
  readonly harness: string
  /** The path of Node's program. */
  readonly node: string
}

/** @param name - `node`, `node-24` and the like, or an engine */
export async function openPlatform(name: string, kit: Kit): Promise<Platform> {
  return name.startsWith('node') ? inNode(name, kit) : inPage(name as EngineName, kit)
}

async function inPage(engine: EngineName, { site }: Kit): Promise<Platform> {
  const browser = await openBrowser(engine)
  return {
    description: browser.description,
    classes: ['wsevent', 'native'],
    canRun: () => true,
    run: async (tests, of) => {
      const results: Results = {}
      for (const { path, variant } of tests) {
        await browser.open(`${site.http}/${of}/${path}${variant}`)
        results[path + variant] = await browser.evaluate(ask, null)
      }
      return results
    },
    close: () => browser.close(),
  }
}

/** Runs in the page. */
function ask(): Promise<readonly Result[]> {
  return (globalThis as unknown as { wptResults: Promise<readonly Result[]> }).wptResults
}
