// A worker for workerd, which has no eval: it answers each POST with the record of the scenario that it names.
import './runner.js'
import * as wsevent from 'wsevent'
import * as wseventWebSocket from 'wsevent/websocket'
import * as wseventScenarios from '../scenarios/index.ts'

Object.assign(globalThis, { wsevent, wseventWebSocket, wseventScenarios })

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { suite, name, settings } = await request.json()
    return Response.json(await globalThis.wseventRunner.run(suite, name, settings))
  },
}
