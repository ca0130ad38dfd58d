import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const PAGE =
  '<!doctype html><html lang="en"><title>library</title><script type="module" src="/bundle.js"></script></html>'

/**
 * Listens on loopback with what a library's server attaches; `POST /drop` ends its connections without a close frame.
 * @param {(http: import('node:http').Server) => unknown} attach
 */
export async function listen(attach) {
  const sockets = new Set()
  const http = createServer((request, response) => {
    if (request.url === '/drop') for (const socket of sockets) socket.destroy()
    if (request.url === '/page') response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (request.url === '/bundle.js') {
      response.setHeader('Content-Type', 'text/javascript')
      void readFile(process.env.BUNDLE, 'utf8').then((code) => response.end(code))
    } else response.end(request.url === '/page' ? PAGE : '')
  })
  http.on('upgrade', (_, socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await attach(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return `ws://127.0.0.1:${http.address().port}`
}
