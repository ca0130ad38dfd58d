import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runOrThrow } from './command.mjs'
import { PACKAGES, PNPM, ROOT } from './workspace.mjs'

/** What `npm publish` would upload: one tarball for each package, in a folder of their own. */
export class Tarballs {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder
  }

  /** Packs every package; pnpm alone rewrites `workspace:^`. */
  static async pack() {
    const folder = await mkdtemp(join(tmpdir(), 'wsevent-tarballs-'))
    await runOrThrow([
      ...PNPM,
      '-r',
      '--filter',
      './packages/*',
      'pack',
      '--pack-destination',
      folder,
    ])
    const count = (await readdir(folder)).length
    const wanted = Object.keys(PACKAGES).length
    if (count !== wanted) throw new Error(`${count} tarballs for ${wanted} packages`)
    return new Tarballs(folder)
  }

  /** @param {string} name - of a package */
  async pathOf(name) {
    const stem = name.replace('@', '').replace('/', '-')
    const file = (await readdir(this.folder)).find((each) => each.replace(/-\d.*$/, '') === stem)
    if (!file) throw new Error(`no tarball of ${name}`)
    return join(this.folder, file)
  }

  /**
   * Unpacks all of them, with `ws` beside them, as an install would have done: no registry is asked.
   * @param {string} project - the folder that gets a `node_modules`
   */
  async installInto(project) {
    const modules = join(project, 'node_modules')
    for (const name of Object.keys(PACKAGES)) {
      const target = join(modules, name)
      await mkdir(target, { recursive: true })
      await runOrThrow([
        'tar',
        'xzf',
        await this.pathOf(name),
        '-C',
        target,
        '--strip-components=1',
      ])
    }
    await symlink(join(ROOT, 'node_modules', 'ws'), join(modules, 'ws'), 'junction')
    return modules
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true })
  }
}

/**
 * Packs, and gives `use` an empty project with the packages installed.
 * @template Result
 * @param {(project: string, tarballs: Tarballs) => Promise<Result>} use
 */
export async function withInstalled(use) {
  const tarballs = await Tarballs.pack()
  try {
    const project = join(tarballs.folder, 'project')
    await tarballs.installInto(project)
    return await use(project, tarballs)
  } finally {
    await tarballs.remove()
  }
}
