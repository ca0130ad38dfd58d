// A library's client in a page that its server serves; the bundler knows which.
import { WebSocket } from 'wsevent/websocket'
import { expected, talk } from 'the-client'

const uri = location.origin.replace('http', 'ws')
const drop = () => fetch('/drop')
globalThis.result = talk({ WebSocket, uri, drop }).then((seen) => ({ seen, expected }))
