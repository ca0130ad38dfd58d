// node node.mjs NAME — a library's client and its server, both on Node.
import { WebSocket } from 'wsevent/websocket'
import { listen } from './listen.mjs'

const [, , name] = process.argv
const { attach } = await import(`./servers/${name}.mjs`)
const { talk, expected } = await import(`./clients/${name}.mjs`)
const uri = await listen(attach)
const drop = () => fetch(`${uri.replace('ws', 'http')}/drop`)
console.log(JSON.stringify({ seen: await talk({ WebSocket, uri, drop }), expected }))
// What a server's timers would keep.
process.exit(0)
