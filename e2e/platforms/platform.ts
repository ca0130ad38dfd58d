import type { Evaluate } from '../engines/browser.ts'
import { engineNames, type EngineName } from '../engines/find.mjs'
import { openPage } from './page-platform.ts'
import { openProcess } from './process-platform.ts'

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

function inPage(engine: EngineName): PlatformKind {
  return { engine, open: () => openPage(engine, 'page') }
}

function inWorker(engine: EngineName): PlatformKind {
  return { engine, open: () => openPage(engine, 'worker') }
}

function inNode(load: 'esm' | 'cjs'): PlatformKind {
  return { open: () => openProcess([process.execPath], load) }
}

/** A runtime that npm brings, for `runtimes.mjs`. */
function inRuntime(
  packageName: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): PlatformKind {
  const npx = ['npx', '--prefer-offline', '-y', '-p', packageName, '--']
  return { open: () => openProcess([...npx, ...command], 'esm', env) }
}

/** What every run of the suite covers. */
export const platforms: Readonly<Record<string, PlatformKind>> = {
  'node-esm': inNode('esm'),
  'node-cjs': inNode('cjs'),
  ...Object.fromEntries(engineNames.map((engine) => [engine, inPage(engine)])),
  ...Object.fromEntries(engineNames.map((engine) => [`${engine}-worker`, inWorker(engine)])),
}

/** Where the oracle is asked: a worker or CommonJS would show it nothing new. */
export const oraclePlatforms: readonly string[] = ['node-esm', ...engineNames]

/** The native classes of Bun and Deno are told from outside to accept the test server's certificate. */
export const runtimes: Readonly<Record<string, PlatformKind>> = {
  'node-22': inRuntime('node@22', ['node']),
  'node-24': inRuntime('node@24', ['node']),
  'node-26': inRuntime('node@26', ['node']),
  bun: inRuntime('bun@1.4.5', ['bun'], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  deno: inRuntime('deno@2.9.6', ['deno', 'run', '-A', '--unsafely-ignore-certificate-errors']),
}
