import { engineNames, findEngine } from '../../e2e/engines/find.ts'
import { AGAIN, race } from '../race.mjs'
import { resultOf } from '../result.mjs'
import { browserTasks, isAsked } from '../plan.mjs'
import { loadEngines, servePage } from './build.mjs'
import { canMeasure } from './cpu-time.mjs'
import { pageOpener } from './page.mjs'

/**
 * @typedef {import('../race.mjs').Entrant} Entrant
 * @typedef {import('../asked.mjs').Asked} Asked
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

/** @type {Entrant} */
const reference = { name: 'onmessage', module: 'onmessage', title: 'native .onmessage' }

/** @param {Asked} asked @returns {Entrant[]} */
function entrantsOf(asked) {
  const peers = Object.entries(TITLES)
    .map(([name, title]) => ({ name, module: name, title }))
    .filter(({ name }) => isAsked(name, asked))
  return [{ ...reference, name: AGAIN, title: `${reference.title}, again` }, ...peers]
}

/**
 * @param {import('../../e2e/engines/find.ts').EngineName} engine
 * @param {Asked} asked
 * @param {(name: string) => Promise<import('./page.mjs').Browser>} openBrowser
 * @param {{ url: string, peer: import('../peer/peer.mjs').Peer }} page
 */
async function* engineResults(engine, asked, openBrowser, { url, peer }) {
  const browser = await openBrowser(engine)
  try {
    const place = { place: engine, version: browser.description }
    for (const task of browserTasks(engine, asked)) {
      const entrants = entrantsOf(asked)
      const outcomes = await race(reference, entrants, task, pageOpener(browser, url, peer))
      yield resultOf(place, task, reference, outcomes)
    }
  } finally {
    await browser.close()
  }
}

/**
 * Every task in every engine that is installed.
 * @param {Asked} asked
 * @param {import('../peer/peer.mjs').Peer} peer
 * @param {(line: string) => void} onSkipped
 */
export async function* browserResults(asked, peer, onSkipped) {
  const { openBrowser } = await loadEngines()
  const page = await servePage()
  try {
    for (const engine of engineNames) {
      if (!asked.engines.includes(engine)) continue
      if (!canMeasure) onSkipped(`${engine}: its CPU time is told by Linux alone`)
      else if (findEngine(engine).source === 'missing') onSkipped(`${engine} is not installed`)
      else {
        try {
          yield* engineResults(engine, asked, openBrowser, { url: page.url, peer })
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
