import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'
import type { Connection } from './connection.ts'
import { TEXT } from './frame.ts'
import type { Log } from './log.ts'

const PATIENCE = 8_000

type Command = (connection: Connection, query: URLSearchParams) => void
type Route = (log: Log, query: URLSearchParams) => object | Promise<object>

const commands: Readonly<Record<string, Command>> = {
  close: (connection, query) =>
    connection.close(Number(query.get('code')), query.get('reason') ?? ''),
  end: (connection) => connection.end(),
  reset: (connection) => connection.socket.resetAndDestroy(),
  send: (connection, query) => connection.send(TEXT, query.get('text') ?? ''),
  status: () => undefined,
}

const routes: Readonly<Record<string, Route>> = {
  '/round-trip': () => ({}),
  '/release': (log) => ({ released: log.release() }),

  '/seen': async (log, query) => {
    const [event, nth] = [query.get('event'), Number(query.get('nth'))]
    const entry = event && (await log.until(() => log.of(event)[nth - 1], PATIENCE))
    return { entry: entry ?? null, entries: log.entries }
  },

  '/do': async (log, query) => {
    const connection = await log.until(() => log.connection, PATIENCE)
    const command = commands[query.get('action') ?? '']
    if (!connection || !command) throw new Error('no such client or action')
    command(connection, query)
    return { bytesWritten: connection.socket.bytesWritten }
  },
}

/** Answers what is no upgrade: what was seen, commands, pages, and the files of a folder. */
export function answerer(
  logOf: (query: URLSearchParams) => Log,
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const serve = sirv(folder, { dev: true })
  return (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
    const route = routes[pathname]
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (pathname === '/page') page(response, query)
    else if (route === undefined) serve(request, response)
    else void answer(response, async () => route(logOf(query), query))
  }
}

async function answer(response: ServerResponse, ask: () => Promise<object>): Promise<void> {
  try {
    const body = JSON.stringify(await ask())
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  } catch (error) {
    response.writeHead(400).end(String(error))
  }
}

/** A page with the scripts and the content security policy that the query names. */
function page(response: ServerResponse, query: URLSearchParams): void {
  const csp = query.get('csp')
  if (csp !== null) response.setHeader('Content-Security-Policy', csp)
  const scripts = query.getAll('script').map((name) => `<script src="${name}"></script>`)
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><html lang="en"><title>wsevent</title>${scripts.join('')}</html>`)
}
