import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programWith } from './conversation.mjs'
import { assertNative, assertPage } from './page.mjs'

/** @type {import('./run.mjs').Consumers} */
export function scriptTagConsumers({ project }) {
  const check = async () => {
    const file = join(project, 'node_modules/wsevent/dist/wsevent.min.js')
    const code = await readFile(file, 'utf8')
    assertNative(code)
    await assertPage(code, programWith('', { isPage: true }))
  }
  return [{ title: 'script tag', check }]
}
