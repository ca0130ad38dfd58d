import { WebSockets, WebSocketsError } from '@wsevent/browser'

/** What a module exports by name, except for the constants, which the class has anyway. */
interface Names {
  readonly WebSockets: typeof WebSockets
  readonly WebSocketsError: typeof WebSocketsError
}

/** The script-tag build: one global, the class, with every name of the module on it. */
const script: typeof WebSockets & Names = Object.assign(WebSockets, { WebSockets, WebSocketsError })

export default script
