import { deepEqual } from 'node:assert/strict'
import { x } from 'tinyexec'

// In pieces, so that this file passes as well. A lockfile made against another registry names it in each entry.
const HOST = `${['registry', 'npmjs', 'org'].join('\\.')}|^ +.*tarball: *https?:`
const VAGUE = /(^|\/)(utils?|helpers?|types|common|misc)\.[^/]*$/

async function git(...parameters: string[]): Promise<readonly string[]> {
  const { stdout, stderr, exitCode = 2 } = await x('git', parameters)
  // With 1, grep has found nothing.
  if (exitCode > 1) throw new Error(stderr)
  return stdout.split('\n').filter(Boolean)
}

/** What no tool sees of the files that are tracked, and of those that the next commit could take. */
export async function checkTree(): Promise<void> {
  const files = await git('ls-files', '--cached', '--others', '--exclude-standard')
  const hosts = await git('grep', '--untracked', '-nIE', HOST)
  const vague = files.filter((path) => VAGUE.test(path))
  deepEqual({ hosts, vague }, { hosts: [], vague: [] })
}
