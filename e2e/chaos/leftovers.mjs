import { setImmediate as turn } from 'node:timers/promises'

// What belongs to the process itself: its streams, and the watch over uncaught errors.
const OWN = /^(TTYWrap|PipeWrap|FSReqPromise|FSReqCallback|CloseReq|Immediate|SignalWrap)$/
const TURNS = 200

/**
 * Timers, sockets and servers that are still there after everything has ended.
 * @returns {Promise<string[]>}
 */
export async function leftovers() {
  /** @type {string[]} */
  let left = []
  for (let count = 0; count < TURNS; count += 1) {
    await turn()
    left = process.getActiveResourcesInfo().filter((name) => !OWN.test(name))
    if (left.length === 0) break
  }
  return left
}
