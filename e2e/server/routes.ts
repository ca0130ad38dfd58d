import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'
import type { Connection } from './connection.ts'
import type { Log } from './log.ts'

/** How long a question waits for its answer, in milliseconds. */
const PATIENCE = 8_000

type Route = (log: Log, query: URLSearchParams) => object | Promise<object>

const commands: Readonly<Record<string, (connection: Connection, query: URLSearchParams) => void>> =
  {
    close: (connection, query) =>
      connection.close(Number(query.get('code')), query.get('reason') ?? ''),
    end: (connection) => connection.end(),
    reset: (connection) => connection.reset(),
    send: (connection, query) => connection.text(query.get('text') ?? ''),
    status: () => undefined,
  }

const routes: Readonly<Record<string, Route>> = {
  '/round-trip': () => ({}),

  '/seen': async (log, query) => {
    const event = query.get('event')
    const nth = Number(query.get('nth') ?? 1)
    const look = (): object | undefined => log.of(event ?? '')[nth - 1]
    const entry = event === null ? undefined : await log.until(look, PATIENCE)
    return { entry: entry ?? null, entries: log.entries }
  },

  '/do': async (log, query) => {
    const connection = await log.until(() => log.connection, PATIENCE)
    const command = commands[query.get('action') ?? '']
    if (connection === undefined || command === undefined)
      throw new Error('no such client or action')
    command(connection, query)
    return { bytesWritten: connection.socket.bytesWritten }
  },

  '/release': (log) => {
    log.release()
    return {}
  },
}

/** Answers what is no upgrade: what was seen, commands, pages, and the files of the folders. */
export function answerer(
  logOf: (id: string | null) => Log,
  folders: readonly string[],
): (request: IncomingMessage, response: ServerResponse) => void {
  const files = folders.map((folder) => sirv(folder, { dev: true }))
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    const route = routes[pathname]
    if (pathname === '/page') return page(response, searchParams)
    if (route !== undefined)
      return void answer(response, route, logOf(searchParams.get('id')), searchParams)
    const notFound = (): unknown => response.writeHead(404).end()
    files.reduceRight(
      (next: () => unknown, serve) => () => serve(request, response, () => void next()),
      notFound,
    )()
  }
}

async function answer(
  response: ServerResponse,
  route: Route,
  log: Log,
  query: URLSearchParams,
): Promise<void> {
  try {
    const body = JSON.stringify(await route(log, query))
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  } catch (error) {
    response.writeHead(400).end(String(error))
  }
}

/** A page with the scripts and the content security policy that the query names. */
function page(response: ServerResponse, query: URLSearchParams): void {
  const csp = query.get('csp')
  if (csp !== null) response.setHeader('Content-Security-Policy', csp)
  const scripts = query
    .getAll('script')
    .map((source) => `<script src="${encodeURI(source)}"></script>`)
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><html lang="en"><title>wsevent</title>${scripts.join('')}</html>`)
}
