// npm run consumers — the packed tarballs, as people use them: nothing is installed, and no network is asked.
import { withInstalled } from '../../scripts/tarballs.mjs'
import { bundlerConsumers } from './bundlers.mjs'
import { conditionConsumers } from './conditions.mjs'
import { startEcho } from './conversation.mjs'
import { nodeConsumers } from './node.mjs'
import { scriptTagConsumers } from './script-tag.mjs'
import { typescriptConsumers } from './typescript.mjs'

/**
 * One way to use the packages: `check` throws where it does not work.
 * @typedef {{ title: string, check: () => Promise<void> }} Consumer
 * @typedef {(surroundings: { project: string, uri: string }) => Consumer[]} Consumers
 */

const LANES = 2

/**
 * Runs them a few at a time, and gives the number that failed.
 * @param {Consumer[]} consumers
 */
async function countFailures(consumers) {
  const waiting = consumers.values()
  let failures = 0
  const lane = async () => {
    for (const { title, check } of waiting) {
      const start = performance.now()
      const error = await check().then(() => undefined, String)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(`${error === undefined ? 'ok  ' : 'FAIL'} ${title} (${seconds} s)`)
      if (error !== undefined) console.log(error.replaceAll(/^/gm, '     '))
      failures += error === undefined ? 0 : 1
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return failures
}

await withInstalled(async (project) => {
  const echo = await startEcho()
  const surroundings = { project, uri: echo.uri }
  const consumers = [
    nodeConsumers,
    conditionConsumers,
    typescriptConsumers,
    bundlerConsumers,
    scriptTagConsumers,
  ].flatMap((make) => make(surroundings))
  const failures = await countFailures(consumers).finally(echo.close)
  console.log(`${consumers.length - failures} consumers passed, ${failures} failed`)
  process.exitCode = failures === 0 ? 0 : 1
})
