// The program that runs one file of tests in Node: what to run comes on stdin, and the results go to stdout.
import dns from 'node:dns'
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import type { Result } from './harness.ts'

/** What to run, and with which class. */
export interface NodeRequest {
  readonly settings: { readonly title: string; readonly timeout: number }
  readonly href: string
  readonly harness: string
  readonly scripts: readonly { readonly name: string; readonly text: string }[]
  readonly of: 'wsevent' | 'native' | 'ws'
}

interface Global {
  WebSocket: unknown
  CloseEvent: unknown
  wptUncaught(error: unknown): void
  wptLoaded(): void
  readonly wptResults: Promise<readonly Result[]>
}

const root = globalThis as unknown as Global

// The names below localhost are this machine's (RFC 6761), which not every resolver knows.
const { lookup } = dns
dns.lookup = ((name: string, ...rest: never[]) =>
  (lookup as (...given: unknown[]) => void)(
    /(^|\.)localhost$/i.test(name) ? '127.0.0.1' : name,
    ...rest,
  )) as never

async function setClass(of: NodeRequest['of']): Promise<void> {
  if (of === 'wsevent') {
    const { WebSocket, CloseEvent } = await import('wsevent/websocket')
    Object.assign(root, { WebSocket, CloseEvent })
  }
  if (of === 'ws') root.WebSocket = (await import('ws')).WebSocket
}

function defineGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

const request = JSON.parse(readFileSync(0, 'utf8')) as NodeRequest
const location = new URL(request.href)
defineGlobal('self', globalThis)
defineGlobal('window', globalThis)
defineGlobal('location', location)
defineGlobal('wptSettings', request.settings)
// Where undici looks for the page.
defineGlobal(Symbol.for('undici.globalOrigin.1') as never, location)
await setClass(request.of)
runInThisContext(request.harness)
process.on('uncaughtException', (error) => root.wptUncaught(error))
process.on('unhandledRejection', (error) => root.wptUncaught(error))
for (const { name, text } of request.scripts) {
  try {
    runInThisContext(text, { filename: name })
  } catch (error) {
    root.wptUncaught(error)
  }
}
root.wptLoaded()
const results = await root.wptResults
process.stdout.write(JSON.stringify(results), () => process.exit())
