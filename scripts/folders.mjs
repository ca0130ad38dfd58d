import { cpSync, readdirSync, rmSync } from 'node:fs'

/** Makes the packages' folders ready for a build, given the workspace's as a `file:` URL. */
export function prepareFolders(root) {
  const packages = new URL('packages/', root)
  for (const name of readdirSync(packages)) {
    const folder = new URL(`${name}/`, packages)
    // What an earlier build left would be packed too.
    rmSync(new URL('dist/', folder), { recursive: true, force: true })
    // npm packs a licence from the package's own folder alone.
    cpSync(new URL('LICENSE', root), new URL('LICENSE', folder))
  }
}
