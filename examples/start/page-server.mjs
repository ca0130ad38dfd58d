import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { listen } from './listen.mjs'

const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

const FILES = {
  '/': ['page/index.html', HTML],
  '/page.css': ['page/page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page/page.js', SCRIPT],
  '/log.js': ['page/log.js', SCRIPT],
  '/notice.js': ['page/notice.js', SCRIPT],
  '/source.js': ['page/source.js', SCRIPT],
  '/errors.md': ['../../docs/errors.md', 'text/plain; charset=utf-8'],
  '/wsevent.min.js': ['../../packages/wsevent/dist/wsevent.min.js', SCRIPT],
  '/wsevent.min.js.map': ['../../packages/wsevent/dist/wsevent.min.js.map', 'application/json'],
}

/**
 * Serves the page, the script-tag build and the addresses of the echo.
 * @param {number} port
 * @param {{ port: number, tlsPort: number }} echo
 */
export async function startPageServer(port, echo) {
  const addresses = JSON.stringify({ port: echo.port, tlsPort: echo.tlsPort })
  const server = createServer((request, response) => {
    const path = request.url.split('?', 1)[0]
    if (path === '/echo.json') return reply(response, 200, 'application/json', addresses)
    return serveFile(response, FILES[path])
  })
  const actual = await listen(server, port)
  return { address: `http://127.0.0.1:${actual}/`, close: () => close(server) }
}

async function serveFile(response, file) {
  if (!file) return reply(response, 404, 'text/plain', 'Not found.\n')
  try {
    reply(response, 200, file[1], await readFile(new URL(file[0], import.meta.url)))
  } catch {
    reply(response, 404, 'text/plain', 'Not built yet: run `npm run setup`.\n')
  }
}

function reply(response, status, type, body) {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function close(server) {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
}
