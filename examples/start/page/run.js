import { codeOf, runCode } from './code.js'
import { Ledger } from './ledger.js'
import { NativeLane } from './native-lane.js'
import { ClientLane } from './wsevent-lane.js'

const EVERY = 250

/**
 * Both connections, from the start until `stop`.
 * @param {{ id: string, base: string, switches: object }} settings
 * @param {{ tell: (lane: string, what: object) => void, fail: (error?: object) => void, onTick: () => void }} page
 */
export async function startRun({ id, base, switches }, { tell, fail, onTick }) {
  const ledgers = { wsevent: new Ledger(), native: new Ledger() }
  let isOver = false
  const whileOn =
    (action) =>
    (...values) =>
      isOver || action(...values)
  const seen = (lane) => ({
    ledger: ledgers[lane],
    tell: whileOn((what) => tell(lane, what)),
    fail: whileOn(fail),
  })
  const code = codeOf(switches, `${base}/wsevent/${id}`)
  const { ws } = await runCode(code)
  const lanes = {
    wsevent: new ClientLane(ws, seen('wsevent')),
    native: new NativeLane(`${base}/native/${id}`, seen('native')),
  }
  let number = 0
  const beat = setInterval(() => {
    number += 1
    for (const lane of Object.values(lanes)) lane.send(number)
    onTick()
  }, EVERY)
  return {
    lanes,
    ledgers,
    receive: ({ lane, number: received }) => lanes[lane].receive(received),
    stop() {
      isOver = true
      clearInterval(beat)
      for (const lane of Object.values(lanes)) lane.stop()
    },
  }
}
