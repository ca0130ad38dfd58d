// npm test -- gates [--write] — what must hold of the packages before anyone installs them.
import { runChecks } from './checks.ts'
import { run } from './command.ts'
import { checkContents, checkDeclarations, checkPapers } from './gates/contents.ts'
import { checkExports, checkScriptTag, checkSingleModule } from './gates/public-names.ts'
import { checkSizes } from './gates/size.ts'
import { checkTree } from './gates/tree.ts'
import { withInstalled } from './tarballs.ts'

// The profile leaves Node 10 out: it knows no `exports`, so no `wsevent/browser`. The single files are for pages.
const ATTW =
  '--profile node16 --exclude-entrypoints ./wsevent.min.js ./wsevent.js ./wsevent.min.mjs --no-emoji --no-color --format ascii'

const isWriting = process.argv.includes('--write')

await withInstalled(async (project, packages) => {
  const dist = `${project}/node_modules/{wsevent,@wsevent/*}/dist`
  const single = `${project}/node_modules/wsevent/dist/wsevent`
  const script = `${single}.min.js`
  const tarballs = packages.map(({ tarball }) => tarball)
  const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
    // A suggestion is no complaint: the legacy `browser` map, which publint would drop, is for Parcel.
    publint: tarballs.map((file) => ['publint', file, '--strict', '--level', 'warning']),
    'are the types wrong': tarballs.map((file) => ['attw', file, ...ATTW.split(' ')]),
    'es-check': [
      ['es-check', 'es2022', script, '--checkFeatures', '--noColor'],
      ['es-check', 'es2022', `${single}.js`, `${dist}/*.cjs`, '--noColor'],
      ['es-check', 'es2022', `${single}.min.mjs`, '--module', '--checkFeatures', '--noColor'],
      ['es-check', 'es2022', `${dist}/!(wsevent*).js`, '--module', '--noColor'],
    ],
    knip: [['knip', '--no-progress']],
  }
  const checks = {
    'export names': () => checkExports(project),
    'script tag': () => checkScriptTag(script),
    'script tag with sentences': () => checkScriptTag(`${single}.js`),
    'module in one file': () => checkSingleModule(`${single}.min.mjs`),
    size: () => checkSizes(project, isWriting),
    contents: () => checkContents(project, packages, isWriting),
    papers: () => checkPapers(project, packages),
    declarations: () => checkDeclarations(project, packages, isWriting),
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
