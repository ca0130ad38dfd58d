// Has Git run .githooks; the last part of `npm run setup`.
import { x } from 'tinyexec'

const git = (...parameters: string[]) => x('git', parameters)

// Of a copy inside another repository, the configuration is not ours; and what somebody has set is left alone.
const { stdout, exitCode } = await git('rev-parse', '--show-prefix')
const isOurs = exitCode === 0 && stdout.trim() === ''
const { stdout: current } = await git('config', 'core.hooksPath')
if (isOurs && current === '' && !process.env['CI']) {
  await git('config', 'core.hooksPath', '.githooks')
}
