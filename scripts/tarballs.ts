import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { run } from './command.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly packageManager?: string
}

/** A package as `npm publish` would upload it. */
interface Packed {
  readonly name: string
  readonly tarball: string
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** The command for the pnpm that package.json pins: npx brings it. */
export async function pnpm(): Promise<readonly string[]> {
  const { packageManager = '' } = await readManifest('.')
  return ['npx', '--prefer-offline', '-y', packageManager]
}

/** Packs every package; only pnpm rewrites `workspace:^`. */
async function pack(folder: string): Promise<readonly Packed[]> {
  await run([
    ...(await pnpm()),
    '-r',
    '--filter',
    './packages/*',
    'pack',
    '--pack-destination',
    folder,
  ])
  const manifests = (await readdir('packages')).map((name) => readManifest(join('packages', name)))
  const published = (await Promise.all(manifests)).filter((manifest) => !manifest.private)
  return published.map(({ name, version }) => {
    const stem = name.replace('@', '').replace('/', '-')
    return { name, tarball: join(folder, `${stem}-${version}.tgz`) }
  })
}

/** Unpacks them with `ws` next to them, as an install would: no registry is asked. */
async function install(packages: readonly Packed[], modules: string): Promise<void> {
  for (const { name, tarball } of packages) {
    const cwd = join(modules, name)
    await mkdir(cwd, { recursive: true })
    // A relative path, since some tars take the colon of a Windows path for a host's.
    await run(['tar', 'xzf', relative(cwd, tarball), '--strip-components=1'], { cwd })
  }
  await symlink(join(process.cwd(), 'node_modules', 'ws'), join(modules, 'ws'), 'junction')
}

/** Packs, and gives `use` the packages, in a temporary folder that is its own. */
export async function withTarballs(
  use: (folder: string, packages: readonly Packed[]) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wsevent-tarballs-'))
  try {
    await use(folder, await pack(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Packs, and gives `use` an empty project with the packages installed. */
export async function withInstalled(
  use: (project: string, packages: readonly Packed[]) => Promise<void>,
): Promise<void> {
  await withTarballs(async (folder, packages) => {
    await install(packages, join(folder, 'project', 'node_modules'))
    await use(join(folder, 'project').replaceAll('\\', '/'), packages)
  })
}
