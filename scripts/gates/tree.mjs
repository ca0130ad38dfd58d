import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runOrThrow } from '../command.mjs'
import { ROOT } from '../workspace.mjs'

// Written in pieces, so that this file passes as well.
const REGISTRY = ['registry', 'npmjs', 'org'].join('.')
const VAGUE = /^(utils?|helpers?|types|common|misc)\./
// A lockfile that was made against another registry names it in each entry.
const LOCKED_HOST = /^\s+.*tarball: *https?:/m

/** Files that are tracked, and those that the next commit could take. */
async function filesOf() {
  const output = await runOrThrow([
    'git',
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ])
  return output.split('\0').filter(Boolean)
}

/** @param {string} path */
async function complaintsOf(path) {
  const file = join(ROOT, path)
  // What was deleted and not committed yet is listed as well.
  if (!(await stat(file).catch(() => undefined))?.isFile()) return []
  const text = await readFile(file, 'utf8')
  return [
    ...(text.includes(REGISTRY) ? [`${path} names the registry's host`] : []),
    ...(path === 'pnpm-lock.yaml' && LOCKED_HOST.test(text) ? [`${path} names a host`] : []),
    ...(VAGUE.test(basename(path)) ? [`${path}: name it for its noun`] : []),
  ]
}

/** What no tool sees of the tree itself. */
export async function checkTree() {
  const complaints = await Promise.all((await filesOf()).map((path) => complaintsOf(path)))
  return complaints.flat()
}
