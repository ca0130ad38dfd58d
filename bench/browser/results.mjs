import { engineNames, findEngine } from '../../e2e/engines/find.mjs'
import { CONTROL, compare } from '../comparison.mjs'
import { resultOf } from '../result.mjs'
import { browserTasks, isSelected } from '../schedule.mjs'
import { loadEngines, servePage } from './build.mjs'
import { canMeasure } from './cpu-time.mjs'
import { pageOpener } from './page-client.mjs'

/**
 * @typedef {import('../comparison.mjs').Candidate} Candidate
 * @typedef {import('../options.mjs').Options} Options
 */

const TITLES = {
  wsevent: 'wsevent',
  'reconnecting-websocket': 'reconnecting-websocket',
  partysocket: 'partysocket',
  'websocket-ts': 'websocket-ts',
  rxjs: 'rxjs, webSocket',
  'engine-io': 'engine.io-client',
  'socket-io': 'socket.io-client',
}

/** @type {Candidate} */
const reference = { name: 'onmessage', module: 'onmessage', title: 'native .onmessage' }

/** @param {Options} options @returns {Candidate[]} */
function candidatesOf(options) {
  const peers = Object.entries(TITLES)
    .map(([name, title]) => ({ name, module: name, title }))
    .filter(({ name }) => isSelected(name, options))
  return [{ ...reference, name: CONTROL, title: `${reference.title}, again` }, ...peers]
}

/**
 * @param {import('../../e2e/engines/find.mjs').EngineName} engine
 * @param {Options} options
 * @param {(name: string) => Promise<import('./page-client.mjs').Browser>} openBrowser
 * @param {{ url: string, server: import('../server/process.mjs').Server }} page
 */
async function* engineResults(engine, options, openBrowser, { url, server }) {
  const browser = await openBrowser(engine)
  try {
    const place = { place: engine, version: browser.description }
    for (const task of browserTasks(engine, options)) {
      const candidates = candidatesOf(options)
      const outcomes = await compare(reference, candidates, task, pageOpener(browser, url, server))
      yield resultOf(place, task, reference, outcomes)
    }
  } finally {
    await browser.close()
  }
}

/**
 * Every task in every engine that is installed.
 * @param {Options} options
 * @param {import('../server/process.mjs').Server} server
 * @param {(line: string) => void} onSkipped
 */
export async function* browserResults(options, server, onSkipped) {
  const { openBrowser } = await loadEngines()
  const page = await servePage()
  try {
    for (const engine of engineNames) {
      if (!options.engines.includes(engine)) continue
      if (!canMeasure) onSkipped(`${engine}: its CPU time is told by Linux alone`)
      else if ((await findEngine(engine)).source === 'missing')
        onSkipped(`${engine} is not installed`)
      else {
        try {
          yield* engineResults(engine, options, openBrowser, { url: page.url, server })
        } catch (error) {
          // What the others have told so far stays.
          onSkipped(`${engine} failed: ${String(error)}`)
        }
      }
    }
  } finally {
    page.end()
  }
}
