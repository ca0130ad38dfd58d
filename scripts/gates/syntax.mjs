import { join } from 'node:path'
import { run } from '../command.mjs'

/** @param {import('../gates.mjs').Packed} packed */
export async function checkSyntax({ project }) {
  const modules = join(project, 'node_modules')
  const dists = `${modules}/{wsevent,@wsevent/*}/dist`
  const checks = [
    [
      'es-check',
      'es2022',
      `${modules}/wsevent/dist/wsevent.min.js`,
      '--checkFeatures',
      '--noColor',
    ],
    ['es-check', 'es2022', `${dists}/*.cjs`, '--noColor'],
    ['es-check', 'es2022', `${dists}/!(*.min).js`, '--module', '--noColor'],
  ]
  const outcomes = await Promise.all(checks.map((command) => run(command)))
  return outcomes.filter(({ status }) => status !== 0).map(({ output }) => output)
}
