import { deepEqual, equal } from 'node:assert/strict'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { run } from '../command.ts'

// What somebody has looked at and found right. The files are texts, so that no tool takes them for sources.
const ACCEPTED = 'scripts/gates/accepted'
const ADVICE = 'if it is meant to be so: npm test -- gates --write'

// All of a library for pages in one file, whose declarations are those of the others once more.
const SINGLE = /^dist\/wsevent\./

const REPOSITORY = 'https://github.com/wsevent/wsevent'

interface Installed {
  readonly name: string
  readonly folder: string
  readonly files: readonly string[]
}

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly [field: string]: unknown
}

async function read(...path: readonly string[]): Promise<string> {
  return readFile(join(...path), 'utf8')
}

/** The files of each package, as they came out of its tarball. */
async function installed(
  project: string,
  packages: readonly { name: string }[],
): Promise<readonly Installed[]> {
  return Promise.all(
    packages.map(async ({ name }) => {
      const folder = join(project, 'node_modules', name)
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      return { name, folder, files: files.toSorted() }
    }),
  )
}

/** Compares with what was accepted, or accepts. */
async function compare(file: string, text: string, isWriting: boolean): Promise<void> {
  const path = join(ACCEPTED, file)
  if (isWriting) {
    await mkdir(ACCEPTED, { recursive: true })
    return writeFile(path, text)
  }
  const accepted = await readFile(path, 'utf8').catch(() => '')
  deepEqual(text.split('\n'), accepted.split('\n'), `${path} is another; ${ADVICE}`)
}

/** `dist/index.js`, `dist/index.js.map` and `dist/index.d.ts` as one line. */
function outline({ name, files }: Installed): string {
  const endings = new Map<string, string[]>()
  for (const file of files) {
    const [stem = ''] = /^[^.]*(\.(min|production))?/.exec(file) ?? []
    endings.set(stem, [...(endings.get(stem) ?? []), file.slice(stem.length + 1)])
  }
  const lines = [...endings].map(([stem, all]) =>
    all.length > 1 ? `${stem}.{${all.join(',')}}` : [stem, ...all].filter(Boolean).join('.'),
  )
  return [name, ...lines.map((line) => `  ${line}`)].join('\n')
}

/** What each tarball holds is what was accepted, and what npm would pack is what pnpm packs. */
export async function checkContents(
  project: string,
  packages: readonly { name: string }[],
  isWriting: boolean,
): Promise<void> {
  const all = await installed(project, packages)
  await compare('contents.txt', `${all.map(outline).join('\n')}\n`, isWriting)
  const folders = await manifests()
  const stdout = await run(['npm', 'pack', '--dry-run', '--json', '--ignore-scripts', ...folders])
  const packed = JSON.parse(stdout) as { name: string; files: { path: string }[] }[]
  const byNpm = packed.map(({ name, files }) => [name, files.map(({ path }) => path).toSorted()])
  deepEqual(
    Object.fromEntries(byNpm),
    Object.fromEntries(all.map(({ name, files }) => [name, files])),
  )
}

async function manifests(): Promise<readonly string[]> {
  const folders = (await readdir('packages')).map((name) => `./packages/${name}`)
  const isPublished = async (folder: string): Promise<boolean> =>
    !(JSON.parse(await read(folder, 'package.json')) as Manifest).private
  const published = await Promise.all(folders.map(isPublished))
  return folders.filter((_, index) => published[index])
}

/** A page of its own, the licence, and a manifest that says where things are. */
export async function checkPapers(
  project: string,
  packages: readonly { name: string }[],
): Promise<void> {
  const licence = await read('LICENSE')
  for (const { name, folder, files } of await installed(project, packages)) {
    const manifest = JSON.parse(await read(folder, 'package.json')) as Manifest
    const { repository, bugs, homepage, license, keywords, description } = manifest
    const { url, directory } = repository as Record<string, string>
    deepEqual(
      { name, url, bugs, homepage, license },
      {
        name,
        url: `git+${REPOSITORY}.git`,
        bugs: `${REPOSITORY}/issues`,
        homepage: `${REPOSITORY}#readme`,
        license: 'MIT',
      },
    )
    equal(directory, `packages/${name.replace('@wsevent/', '')}`, name)
    for (const field of [keywords, description]) equal(Boolean(field), true, name)
    equal(await read(folder, 'LICENSE'), licence, name)
    equal((await read(folder, 'README.md')).startsWith(`# ${name}\n`), true, `${name}: README.md`)
    await checkMaps(folder, files)
  }
}

/** Each map is named by its file and has what it was made from; no file names another. */
async function checkMaps(folder: string, files: readonly string[]): Promise<void> {
  const named: string[] = []
  for (const file of files.filter((one) => /\.(c?js|mjs)$/.test(one))) {
    const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(await read(folder, file)) ?? []
    if (map !== undefined) named.push(`${dirname(file)}/${map}`)
  }
  const maps = files.filter((file) => file.endsWith('.map'))
  deepEqual(named.toSorted(), maps, `${folder}: source maps`)
  for (const file of maps) {
    const { sources, sourcesContent } = JSON.parse(await read(folder, file)) as Record<
      string,
      readonly string[]
    >
    equal(sourcesContent?.filter(Boolean).length, sources?.length, `${file}: sources`)
  }
}

/** A declaration without its comments: what a compiler sees of it. */
function bare(text: string): string {
  return text.replaceAll(/\/\*\*?[^]*?\*\//g, '').replaceAll(/^\s*\n/gm, '')
}

/** What a package declares to its users is what was accepted; `require` gets the same as `import`. */
export async function checkDeclarations(
  project: string,
  packages: readonly { name: string }[],
  isWriting: boolean,
): Promise<void> {
  for (const { name, folder, files } of await installed(project, packages)) {
    const declared = files.filter((file) => file.endsWith('.d.ts') && !SINGLE.test(file))
    const texts = declared.map(async (file) => {
      const text = await read(folder, file)
      const twin = file.replace(/ts$/, 'cts')
      if (files.includes(twin))
        equal((await read(folder, twin)).replaceAll('.cjs', '.js'), text, twin)
      return `// ${file}\n${bare(text)}`
    })
    const file = `${name.replace('@', '').replace('/', '-')}.txt`
    await compare(file, (await Promise.all(texts)).join('\n'), isWriting)
  }
}
