import { existsSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveFeed } from '../feed/server.mjs'
import { listExamples } from './examples.mjs'
import { listen } from './listen.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

// What is served below each path; the page's import map leads to the first two.
const FOLDERS = [
  [/^\/modules\/browser\/([\w.-]+)$/, (file) => `packages/browser/dist/${file}`],
  [/^\/modules\/core\/([\w.-]+)$/, (file) => `packages/core/dist/${file}`],
  [
    /^\/examples\/([\w-]+)\/((?:[\w-][\w.-]*\/)*[\w.-]*)$/,
    (name, file) => `examples/${name}/dist/${file || 'index.html'}`,
  ],
  [/^\/([\w.-]*)$/, (file) => `examples/start/page/${file || 'index.html'}`],
]

/**
 * Serves the page, the packages as they were built, the examples and their feed, what the live server does, and the
 * switch that breaks it.
 * @param {number} port
 * @param {Awaited<ReturnType<typeof import('./live-server.mjs').startLiveServer>>} live
 */
export async function startPageServer(port, live) {
  const server = createServer((request, response) => {
    const path = request.url.split('?', 1)[0]
    const mode = /^\/server\/(\w+)$/.exec(path)?.[1]
    if (path === '/about.json') return reply(response, 200, '.json', describe(live))
    if (path === '/server/events') return follow(live, response)
    if (live.modes.includes(mode)) return change(live, mode, request, response)
    return serveFile(response, path)
  })
  const feed = serveFeed(server)
  const actual = await listen(server, port)
  return {
    address: `http://127.0.0.1:${actual}/`,
    close() {
      feed.close()
      return close(server)
    },
  }
}

/** What the page shows of this checkout, read anew for each: an example may have been built meanwhile. */
function describe(live) {
  const { version } = JSON.parse(readFileSync(`${ROOT}packages/wsevent/package.json`, 'utf8'))
  return JSON.stringify({ ...live.ports, version, examples: listExamples() })
}

/** Server-sent events: the state of the live server, and each number that it receives. */
function follow(live, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const onState = (state) => response.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`)
  const onReceived = (what) => response.write(`event: received\ndata: ${JSON.stringify(what)}\n\n`)
  live.events.on('state', onState).on('received', onReceived)
  response.on('close', () => live.events.off('state', onState).off('received', onReceived))
  onState(live.describe())
}

async function change(live, mode, request, response) {
  const { origin, host } = request.headers
  // Another site's page may not reach this switch.
  if (request.method !== 'POST' || origin !== `http://${host}`)
    return reply(response, 403, '', 'Only the page of this server may do that, with POST.\n')
  await live.change(mode)
  reply(response, 200, '.json', JSON.stringify(live.describe()))
}

async function serveFile(response, path) {
  for (const [pattern, fileOf] of FOLDERS) {
    const match = pattern.exec(path)
    if (!match) continue
    const file = `${ROOT}${fileOf(...match.slice(1))}`
    if (existsSync(file) && statSync(file).isFile())
      return reply(response, 200, extname(file), await readFile(file))
  }
  if (path.startsWith('/modules/'))
    return reply(response, 404, '', 'Not built yet: run `npm run setup`.\n')
  reply(response, 404, '', 'Not found.\n')
}

function reply(response, status, extension, body) {
  const type = TYPES[extension] ?? 'text/plain; charset=utf-8'
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function close(server) {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
}
