import { type Browser, type Evaluate, openBrowser } from '../engines/browser.ts'
import { type EngineName, engineNames } from '../engines/find.ts'
import { readEnvironment } from './environment.ts'
import type { WorkerKind } from './globals.d.ts'
import { openProcess } from './process.ts'
import { openWorkerd } from './workerd.ts'

/** A place where the SDK and the scenarios are loaded, opened once for many scenarios. */
export interface Platform {
  /** The engine or runtime that really runs, with its version. */
  readonly description: string
  evaluate: Evaluate
  close(): Promise<void>
}

export interface PlatformKind {
  /** The browser engine that has to be installed for it. */
  readonly engine?: EngineName
  open(): Promise<Platform>
}

export function inWorker(browser: Browser, kind: WorkerKind): Evaluate {
  return (action, argument) =>
    browser.evaluate(
      (request) => wseventWorker.evaluate(request.kind, request.source, request.argument),
      { kind, source: String(action), argument },
    ) as never
}

/** A page with the script-tag build, or a dedicated worker that such a page started. */
function inPage(engine: EngineName, where: 'page' | 'worker'): PlatformKind {
  const open = async (): Promise<Platform> => {
    const browser = await openBrowser(engine)
    try {
      await browser.open(readEnvironment()[where])
    } catch (error) {
      await browser.close()
      throw error
    }
    return where === 'page' ? browser : { ...browser, evaluate: inWorker(browser, 'dedicated') }
  }
  return { engine, open }
}

function inRuntime(
  packageName: string,
  command: readonly string[],
  entry = 'wsevent',
): PlatformKind {
  const npx = ['npx', '--prefer-offline', '-y', '-p', packageName, '--']
  return { open: () => openProcess([...npx, ...command], 'esm', entry) }
}

function inBun(entry: string): PlatformKind {
  // Else Bun would follow the paths of a package's tsconfig.json into its sources, and not run what ships.
  const command = ['bun', '--tsconfig-override=tsconfig.json']
  return inRuntime('bun@1.4.5', command, entry)
}

function inDeno(entry: string): PlatformKind {
  // The native class is told from outside to accept the test server's certificate.
  const trust = entry === 'wsevent' ? ['--unsafely-ignore-certificate-errors'] : []
  return inRuntime('deno@2.9.6', ['deno', 'run', '-A', ...trust], entry)
}

/** What every run of the suite covers. */
export const platforms: Readonly<Record<string, PlatformKind>> = {
  'node-esm': { open: () => openProcess([process.execPath], 'esm') },
  'node-cjs': { open: () => openProcess([process.execPath], 'cjs') },
  ...Object.fromEntries(engineNames.map((engine) => [engine, inPage(engine, 'page')])),
  ...Object.fromEntries(
    engineNames.map((engine) => [`${engine}-worker`, inPage(engine, 'worker')]),
  ),
}

/** Where the oracle is asked: a worker or CommonJS would show it nothing new. */
export const oraclePlatforms: readonly string[] = ['node-esm', ...engineNames]

/** What only `npm test -- runtimes` covers. */
export const runtimes: Readonly<Record<string, PlatformKind>> = {
  'node-22': inRuntime('node@22', ['node']),
  'node-24': inRuntime('node@24', ['node']),
  'node-26': inRuntime('node@26', ['node']),
  bun: inBun('wsevent'),
  'bun-node': inBun('wsevent/node'),
  deno: inDeno('wsevent'),
  'deno-node': inDeno('wsevent/node'),
  workerd: { open: openWorkerd },
}

// What the W3C class needs of `Event` and `Blob`, and workerd's have not.
const CLASS_ON_WORKERD = [
  '(handlers|CloseEvent|MessageEvent): ',
  'connection: a frame that breaks',
  'messages: (a message is a MessageEvent|bytes go out as|text, bytes and Blobs)',
  'bufferedAmount: counts the bytes',
].join('|')

/** Scenarios that a runtime cannot pass: docs/platforms.md has a row for each. */
export const leftOut: Readonly<Record<string, RegExp>> = {
  // `wsevent/websocket` has one build for each runtime: the projects `bun` and `deno` run it.
  'bun-node': /WebSocket, /,
  'deno-node': /WebSocket, /,
  workerd: new RegExp(`\\b(tls|Blob|hostile servers): |WebSocket, (${CLASS_ON_WORKERD})`),
}
