import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { perform } from './command.ts'
import type { Registry } from './registry.ts'

/** How long a question waits for its answer, in milliseconds. */
const PATIENCE = 8_000

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.css': 'text/css; charset=utf-8',
}

/** Paths to serve, each with the file that is read at every request. */
export type Files = Readonly<Record<string, string>>

/** Answers what is no upgrade: what was seen, commands, pages and files. */
export function answerer(
  registry: Registry,
  files: Files,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    if (url.pathname === '/seen') void answerSeen(registry, url.searchParams, response)
    else if (url.pathname === '/release') answerRelease(registry, url.searchParams, response)
    else if (url.pathname === '/do') void answerDo(registry, url.searchParams, response)
    else if (url.pathname === '/round-trip') json(response, 200, {})
    else if (url.pathname === '/page') page(response, url.searchParams)
    else serveFile(response, files[url.pathname])
  }
}

async function answerSeen(
  registry: Registry,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const log = registry.log(query.get('id'))
  const event = query.get('event')
  const entry =
    event === null ? undefined : await log.find(event, Number(query.get('nth') ?? 1), PATIENCE)
  json(response, 200, { entry: entry ?? null, entries: log.entries })
}

function answerRelease(registry: Registry, query: URLSearchParams, response: ServerResponse): void {
  registry.log(query.get('id')).release()
  json(response, 200, {})
}

async function answerDo(
  registry: Registry,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const connection = await registry.log(query.get('id')).peer(PATIENCE)
  if (connection === undefined) return json(response, 404, { error: 'nobody came with that id' })
  if (!perform(connection, query)) return json(response, 400, { error: 'no such action' })
  const { bytesRead, bytesWritten, writableLength, destroyed } = connection.socket
  json(response, 200, { bytesRead, bytesWritten, writableLength, destroyed })
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
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

function serveFile(response: ServerResponse, file: string | undefined): void {
  if (file === undefined) return json(response, 404, { error: 'not found' })
  const stream = createReadStream(file)
  stream.once('error', (error) => json(response, 500, { error: error.message }))
  stream.once('open', () => {
    response.setHeader('Content-Type', MEDIA_TYPES[extname(file)] ?? 'application/octet-stream')
    stream.pipe(response)
  })
}
