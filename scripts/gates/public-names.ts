import { deepEqual, ok } from 'node:assert/strict'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createContext, runInContext } from 'node:vm'

type Names = Readonly<Record<string, unknown>>
type Class = Names & { new: () => object }

const ENTRIES = ['wsevent', 'wsevent/browser', 'wsevent/node', '@wsevent/browser', '@wsevent/node']

const RUNTIMES = ['bun', 'deno', 'edge', 'react-native']

const CONSTANTS = {
  WSEVENT: 'wsevent',
  ONOPEN: 'open',
  ONMESSAGE: 'message',
  ONCLOSE: 'close',
  ONERROR: 'error',
  TLS_1_0: 'TLSv1',
  TLS_1_1: 'TLSv1.1',
  TLS_1_2: 'TLSv1.2',
  TLS_1_3: 'TLSv1.3',
}

const EXPORTS = ['WebSockets', 'WebSocketsError', 'default', ...Object.keys(CONSTANTS)].toSorted()

// All that an instance has apart from the constants: a build that mangles names must keep these.
const MEMBERS =
  'addEventListener bufferedAmount closed connect constructor disconnect drained opened protocol readyState removeEventListener send status subscribe url wake watch'

const MODULE = {
  exports: EXPORTS,
  isDefault: true,
  constants: { module: CONSTANTS, class: CONSTANTS, instance: CONSTANTS },
  members: [...MEMBERS.split(' '), ...Object.keys(CONSTANTS)].toSorted(),
}

function constantsOf(holder: object): unknown {
  return Object.fromEntries(Object.keys(CONSTANTS).map((name) => [name, (holder as Names)[name]]))
}

function membersOf(instance: object): readonly string[] {
  const prototype: unknown = Object.getPrototypeOf(instance)
  // Object.prototype is where the chain ends.
  if (!prototype || Object.getPrototypeOf(prototype) === null) return []
  return [...Object.getOwnPropertyNames(prototype), ...membersOf(prototype)]
}

/** @param where - which module, for the diff */
function assertModule(where: string, module: Names): void {
  const WebSockets = module['WebSockets'] as Class
  const instance = WebSockets.new()
  const seen = {
    exports: Object.keys(module).toSorted(),
    isDefault: module['default'] === WebSockets,
    constants: {
      module: constantsOf(module),
      class: constantsOf(WebSockets),
      instance: constantsOf(instance),
    },
    members: [...new Set(membersOf(instance))].toSorted(),
  }
  deepEqual({ where, ...seen }, { where, ...MODULE })
}

/** Every entry, for `import` and for `require`: no other tool compares what they export at run time. */
export async function checkExports(project: string): Promise<void> {
  const require = createRequire(`${project}/index.cjs`)
  const native = require.resolve('@wsevent/browser')
  // Those of runtimes that no condition chooses here.
  const others = RUNTIMES.map((name) => native.replace(/index(?=\.cjs$)/, name))
  for (const entry of [...ENTRIES, ...others]) {
    assertModule(`require('${entry}')`, require(entry) as Names)
    // They lie next to each other: `x.cjs` for `require`, `x.js` for `import`.
    const file = require.resolve(entry).replace(/\.cjs$/, '.js')
    assertModule(file, (await import(pathToFileURL(file).href)) as Names)
  }
  for (const entry of ['wsevent/websocket', '@wsevent/websocket']) {
    const file = require.resolve(entry)
    for (const path of [file, file.replace(/\.cjs$/, '.js')]) {
      const names = Object.keys((await import(pathToFileURL(path).href)) as Names)
      ok(names.includes('WebSocket') && names.includes('CloseEvent'), path)
    }
  }
  await checkKit(require.resolve('@wsevent/testing').replace(/\w+\.cjs$/, ''))
}

/** Node's build of the kit and the one for pages have the same names. */
async function checkKit(folder: string): Promise<void> {
  for (const file of ['index.js', 'index.cjs', 'node.js', 'node.cjs']) {
    const module = (await import(pathToFileURL(folder + file).href)) as Names
    for (const name of ['MockServerError', 'mockServer']) ok(name in module, `${file}: ${name}`)
  }
}

/** One file that a page imports by itself: alone in a folder, it has all that a package has. */
export async function checkSingleModule(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wsevent-single-'))
  const alone = join(folder, basename(file))
  await copyFile(file, alone)
  assertModule(file, (await import(pathToFileURL(alone).href)) as Names)
  await rm(folder, { recursive: true })
  await checkNoMap(file)
}

/** Whoever copies the file alone asks for no map that is not there. */
async function checkNoMap(file: string): Promise<void> {
  ok(!(await readFile(file, 'utf8')).includes('sourceMappingURL'), 'it names a source map')
}

/** A page gets one global, with every name on it; the script imports nothing and asks for no map. */
export async function checkScriptTag(file: string): Promise<void> {
  const code = await readFile(file, 'utf8')
  const page = createContext({ URL, setTimeout, clearTimeout, queueMicrotask })
  // Node's own realm has it, and a new one lacks it.
  runInContext(`Symbol.asyncDispose ??= Symbol('asyncDispose')`, page)
  const before = Object.keys(page)
  runInContext(code, page)
  deepEqual(Object.keys(page), [...before, 'WebSockets'], 'other globals')
  const { WebSockets } = page as { WebSockets: Class }
  const names = EXPORTS.filter((name) => name in WebSockets)
  const module: Names = Object.fromEntries(names.map((name) => [name, WebSockets[name]]))
  assertModule(file, { ...module, default: WebSockets })

  // A sentence may speak of an import.
  ok(!/^import\b|\bimport\(|\brequire\(/m.test(code), 'it imports')
  await checkNoMap(file)
}
