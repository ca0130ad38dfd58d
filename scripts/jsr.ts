// npm test -- jsr — the packages as JSR takes them, in .jsr, and that `deno publish` would: npx brings Deno.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { run } from './command.ts'

type Conditions = string | { readonly [condition: string]: Conditions }

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, Conditions>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const OUT = '.jsr'
// Not the files of their own for pages, nor the short builds.
const FOR_JSR = /^(?!wsevent\.)[^.]+\.(js|d\.ts)$/
const DENO = ['npx', '--prefer-offline', '-y', '-p', 'deno@2.9.6', '--', 'deno']

const read = (folder: string): Manifest =>
  JSON.parse(readFileSync(join('packages', folder, 'package.json'), 'utf8')) as Manifest

/** JSR has no peer dependencies: a framework would be there twice, so its binding is for npm alone. */
const isForJsr = ({ private: isPrivate, peerDependencies = {} }: Manifest): boolean =>
  !isPrivate && Object.keys(peerDependencies).every((name) => name === 'wsevent')

/** A package of JSR has a scope. */
const scoped = (name: string): string => (name.startsWith('@') ? name : `@wsevent/${name}`)

/** The module that a bundler without conditions would take. */
function moduleOf(conditions: Conditions): string {
  if (typeof conditions === 'string') return conditions
  return moduleOf(conditions['import'] ?? conditions['default'] ?? '')
}

/** JSR knows no conditions: what runs everywhere is the default, and what a runtime has of its own gets its name. */
function exportsOf({ exports }: Manifest): Record<string, string> {
  const { '.': main = '', ...others } = exports
  const files = Object.values(main).map((one) => moduleOf(one))
  const named = files.map((file) => [`./${basename(file, '.js')}`, file] as const)
  const all = [['.', moduleOf(main)], ...named, ...Object.entries(others)] as const
  const modules = all
    .map(([path, one]) => [path, moduleOf(one)] as const)
    .filter(([path, file]) => FOR_JSR.test(basename(file)) && path !== './index')
  return Object.fromEntries(modules)
}

function importsOf(manifest: Manifest): Record<string, string> {
  const needed = Object.entries({ ...manifest.peerDependencies, ...manifest.dependencies })
  const imports = needed.map(([name, range]) => [
    name,
    range.startsWith('workspace:')
      ? `jsr:${scoped(name)}@^${manifest.version}`
      : `npm:${name}@${range}`,
  ])
  return Object.fromEntries(imports) as Record<string, string>
}

/** The declarations of each module, as package.json pairs them. */
function typesOf(conditions: Conditions): [file: string, types: string][] {
  if (typeof conditions === 'string') return []
  const { types, default: file } = conditions
  if (typeof types === 'string' && typeof file === 'string')
    return [[basename(file), basename(types)]]
  return Object.values(conditions).flatMap(typesOf)
}

/** JSR takes nothing that adds to global types: `Symbol.asyncDispose` is in Deno's, and a tag's name is lost. */
const GLOBAL = /^declare global \{.*?^\}\n/gms

/** Copies what JSR serves; each module of the exports says where its types are. */
function copyModules(from: string, to: string, types: ReadonlyMap<string, string>): void {
  for (const file of readdirSync(from).filter((name) => FOR_JSR.test(name))) {
    const line = types.has(file) ? `/* @ts-self-types="./${types.get(file)}" */\n` : ''
    const text = readFileSync(join(from, file), 'utf8')
    writeFileSync(join(to, file), line + text.replaceAll(GLOBAL, ''))
  }
}

function write(folder: string): string {
  const manifest = read(folder)
  const { name, version, license } = manifest
  const from = join('packages', folder)
  const to = join(OUT, folder)
  mkdirSync(join(to, 'dist'), { recursive: true })
  copyModules(join(from, 'dist'), join(to, 'dist'), new Map(typesOf(manifest.exports)))
  for (const file of ['README.md', 'LICENSE']) cpSync(join(from, file), join(to, file))
  const settings = {
    name: scoped(name),
    version,
    license,
    exports: exportsOf(manifest),
    imports: importsOf(manifest),
    // Git ignores all of it.
    publish: { exclude: ['!.', '!dist'] },
  }
  writeFileSync(join(to, 'deno.json'), `${JSON.stringify(settings, undefined, 2)}\n`)
  return `./${folder}`
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT)
const workspace = readdirSync('packages').filter((folder) => isForJsr(read(folder)))
const compilerOptions = { lib: ['esnext', 'dom', 'deno.ns'] }
const members = { workspace: workspace.map(write), compilerOptions }
writeFileSync(join(OUT, 'deno.json'), JSON.stringify(members))
await run([...DENO, 'publish', '--dry-run', '--allow-dirty'], { cwd: OUT })
// Of JSR's own server nothing is asked: it knows neither the packages nor these versions.
const program = `import { WebSockets } from '@wsevent/wsevent'
if (WebSockets.new().readyState !== 3) throw new Error('not a client')`
writeFileSync(join(OUT, 'program.ts'), program)
await run([...DENO, 'run', '--check', 'program.ts'], { cwd: OUT })
console.log(`Deno would publish ${workspace.length} packages, and runs what it would publish.`)
