import { run } from '../command.mjs'
import { PACKAGES } from '../workspace.mjs'

// The profile leaves out the resolution of Node 10: it knows no `exports`, so no `wsevent/browser`.
const OPTIONS = ['--profile', 'node16', '--no-emoji', '--no-color', '--format', 'ascii']

/** @param {import('../gates.mjs').Packed} packed */
export async function checkTypes({ tarballs }) {
  const checks = Object.keys(PACKAGES).map(async (name) => {
    const excluded = name === 'wsevent' ? ['--exclude-entrypoints', './wsevent.min.js'] : []
    const { status, output } = await run([
      'attw',
      await tarballs.pathOf(name),
      ...OPTIONS,
      ...excluded,
    ])
    return status === 0 ? [] : [output]
  })
  return (await Promise.all(checks)).flat()
}
