import { deepStrictEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { WebSocketServer } from 'ws'

/** @param {string} name */
export const programNamed = (name) =>
  readFileSync(new URL(`programs/${name}`, import.meta.url), 'utf8')

const FROM_COMMAND_LINE = `globalThis.consumer = {
  uri: process.argv[2],
  report: (seen) => console.log(JSON.stringify(seen)),
}
`

/**
 * The example behind the import that a user writes.
 * @param {string} importLine
 * @param {{ isPage?: boolean }} [options] - a page gets its globals from who runs it
 */
export function programWith(importLine, { isPage = false } = {}) {
  return `${importLine}\n${isPage ? '' : FROM_COMMAND_LINE}${programNamed('conversation.js')}`
}

const CONVERSATION = ['open', 'message hello', 'close 3000 enough']

/** @param {unknown} seen - the events, as the program wrote them down */
export function assertConversation(seen) {
  // Made in another realm, its arrays are of another class.
  deepStrictEqual(JSON.parse(JSON.stringify(seen)), CONVERSATION)
}

/** A real server on loopback, which says what it hears. */
export async function startEcho() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
  })
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { uri: `ws://127.0.0.1:${port}`, close: () => server.close() }
}
