// npm run gates — what has to hold of the packages before anyone installs them.
import { checkExports } from './gates/export-names.mjs'
import { checkKnip } from './gates/knip.mjs'
import { checkPublint } from './gates/publint.mjs'
import { checkScriptTag } from './gates/script-tag.mjs'
import { checkSizes } from './gates/sizes.mjs'
import { checkSyntax } from './gates/syntax.mjs'
import { checkTree } from './gates/tree.mjs'
import { checkTypes } from './gates/attw.mjs'
import { withInstalled } from './tarballs.mjs'

/**
 * Each gate gives its complaints: none is a pass.
 * @typedef {{ project: string, tarballs: import('./tarballs.mjs').Tarballs }} Packed
 * @type {Readonly<Record<string, (packed: Packed) => Promise<string[]>>>}
 */
const GATES = {
  publint: checkPublint,
  'are the types wrong': checkTypes,
  'export names': checkExports,
  'script tag': checkScriptTag,
  'es-check': checkSyntax,
  knip: checkKnip,
  size: checkSizes,
  tree: checkTree,
}

/** @param {Packed} packed */
async function failuresOf(packed) {
  let failures = 0
  for (const [name, check] of Object.entries(GATES)) {
    const start = performance.now()
    // A gate that throws, at a module that does not load for instance, has not passed either.
    const complaints = await check(packed).catch((/** @type {unknown} */ error) => [String(error)])
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${complaints.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
    for (const complaint of complaints) console.log(complaint.replaceAll(/^/gm, '     '))
    if (complaints.length > 0) failures += 1
  }
  return failures
}

const failures = await withInstalled((project, tarballs) => failuresOf({ project, tarballs }))
console.log(`${Object.keys(GATES).length - failures} gates passed, ${failures} failed`)
process.exitCode = failures === 0 ? 0 : 1
