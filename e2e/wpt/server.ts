import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { generate } from 'selfsigned'
import { Handshake } from '../server/handshake.ts'
import { Log } from '../server/log.ts'
import { handlers } from './handlers.ts'
import { type Substitutions, type TestFile, substitute } from './tests.ts'

/** Where the tests are served, and who answers them. */
export interface Site {
  readonly http: string
  readonly values: Substitutions
  /** The certificate, which a client has to trust. */
  readonly cert: string
}

/** What pages of tests are made of. */
export interface Content {
  /** The root of the checkout. */
  readonly root: string
  readonly tests: readonly TestFile[]
  readonly harness: string
  /** The script that sets the class, by its name. */
  readonly classes: Readonly<Record<string, string>>
}

const HOST = 'localhost'
// One test connects to a name that is not ASCII.
const NAMES = [HOST, `www.${HOST}`, `xn--n8j6ds53lwwkrqhv28a.${HOST}`]

/** Serves the checkout and its WebSockets on loopback, plain and TLS, for as long as the process lives. */
export async function serve(content: Content): Promise<Site> {
  const attributes = [{ name: 'commonName', value: HOST }]
  const { private: key, cert } = await generate(attributes, {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: NAMES.map((value) => ({ type: 2, value })) }],
  })
  const values: Record<string, string> = { host: HOST, 'hosts[alt][www]': `www.${HOST}` }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    void respond(request, response, content, values)
  }
  const plain = await listen(createServer(answer))
  values['ports[ws][0]'] = String(plain)
  values['ports[wss][0]'] = String(await listen(createSecureServer({ key, cert }, answer)))
  return { http: `http://${HOST}:${plain}`, values, cert }
}

async function listen(server: Server): Promise<number> {
  const ignoreErrors = (socket: Socket): unknown => socket.on('error', () => undefined)
  server.on('connection', ignoreErrors).on('secureConnection', ignoreErrors)
  server.on('upgrade', (request, socket: Socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head)
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${HOST}`)
    const handshake = new Handshake(request, socket, searchParams, new Log())
    const handler = handlers[pathname]
    if (handler) handler(handshake)
    else handshake.reject(404)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** The page of a test is at `/CLASS/PATH?VARIANT`; all else that is asked for is a file of the checkout. */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  content: Content,
  values: Substitutions,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', `http://${HOST}`)
  const [, of = '', ...rest] = pathname.split('/')
  const path = rest.join('/')
  const test = content.tests.find((one) => one.path === path && one.variant === search)
  try {
    const script = content.classes[of]
    const body =
      test && script !== undefined
        ? await page(test, content, script)
        : substitute(await readFile(`${content.root}/${path}`, 'latin1'), values)
    const type = test ? 'text/html' : 'text/javascript'
    // The bytes are those of the file: its own charset holds.
    response.writeHead(200, { 'Content-Type': type }).end(Buffer.from(body, 'latin1'))
  } catch {
    response.writeHead(404).end()
  }
}

async function page(test: TestFile, content: Content, script: string): Promise<string> {
  const { title, timeout, path } = test
  const settings = `var wptSettings = ${JSON.stringify({ title, timeout })}`
  const head = [settings, content.harness, START, script].map(inline).join('\n')
  const source = await readFile(`${content.root}/${path}`, 'latin1')
  if (!path.endsWith('.js'))
    return source.replace(/<script src=["']?\/resources\/testharness\.js/, (start) => head + start)
  const scripts = test.scripts.map((one) =>
    'path' in one ? `<script src="/file/${one.path}"></script>` : inline(source),
  )
  return ['<!doctype html><meta charset=utf-8>', head, ...scripts].join('\n')
}

function inline(script: string): string {
  return `<script>${script.replaceAll('</script', '<\\/script')}</script>`
}

// What a page has that Node has not: events for what nobody caught, and for the end of its loading.
const START = `
addEventListener('error', (event) => wptUncaught(event.error ?? event.message))
addEventListener('unhandledrejection', (event) => wptUncaught(event.reason))
addEventListener('load', wptLoaded)`
