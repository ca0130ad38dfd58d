import { setImmediate as turn } from 'node:timers/promises'

// What belongs to the process itself: its streams, and the watch over uncaught errors.
const OWN = /^(TTYWrap|PipeWrap|FSReqPromise|FSReqCallback|CloseReq|Immediate|SignalWrap)$/
const TURNS = 200

/** Timers, sockets and servers that are still there after everything has ended. */
export async function leftovers(): Promise<string[]> {
  const left = () => process.getActiveResourcesInfo().filter((name) => !OWN.test(name))
  for (let turns = TURNS; turns > 0 && left().length > 0; turns -= 1) await turn()
  return left()
}
