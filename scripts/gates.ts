// npm test -- gates [--write] — what must hold of the packages before anyone installs them.
import { runChecks } from './checks.ts'
import { run } from './command.ts'
import { checkExports, checkScriptTag } from './gates/public-names.ts'
import { checkSizes } from './gates/size.ts'
import { checkTree } from './gates/tree.ts'
import { withInstalled } from './tarballs.ts'

// The profile leaves Node 10 out: it knows no `exports`, so no `wsevent/browser`. A script has no types.
const ATTW =
  '--profile node16 --exclude-entrypoints ./wsevent.min.js --no-emoji --no-color --format ascii'

await withInstalled(async (project, packages) => {
  const dist = `${project}/node_modules/{wsevent,@wsevent/*}/dist`
  const script = `${project}/node_modules/wsevent/dist/wsevent.min.js`
  const tarballs = packages.map(({ tarball }) => tarball)
  const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
    // A suggestion is no complaint: the legacy `browser` map, which publint would drop, is for Parcel.
    publint: tarballs.map((file) => ['publint', file, '--strict', '--level', 'warning']),
    'are the types wrong': tarballs.map((file) => ['attw', file, ...ATTW.split(' ')]),
    'es-check': [
      ['es-check', 'es2022', script, '--checkFeatures', '--noColor'],
      ['es-check', 'es2022', `${dist}/*.cjs`, '--noColor'],
      ['es-check', 'es2022', `${dist}/!(*.min).js`, '--module', '--noColor'],
    ],
    knip: [['knip', '--no-progress']],
  }
  const checks = {
    'export names': () => checkExports(project),
    'script tag': () => checkScriptTag(script),
    size: () => checkSizes(project, process.argv.includes('--write')),
    tree: checkTree,
  }
  const rows = [
    ...Object.entries(commands).map(([title, list]) => {
      return { title, check: () => Promise.all(list.map((command) => run(command))) }
    }),
    ...Object.entries(checks).map(([title, check]) => ({ title, check })),
  ]
  await runChecks(rows, 1)
})
