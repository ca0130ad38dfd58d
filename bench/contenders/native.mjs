import { attach } from './contender.mjs'

const hasFlag = process.versions.node.startsWith('20.')

/** @type {import('./contender.mjs').Contender} */
export default {
  title: "Node's own WebSocket",
  flags: hasFlag ? ['--experimental-websocket'] : [],
  open: (uri, handlers) => attach(new WebSocket(uri), handlers),
}
