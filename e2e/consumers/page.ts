import { readFile, writeFile } from 'node:fs/promises'
import type { Check } from '../../scripts/checks.ts'
import { assertProgram, pathOf, textOf } from './conversation.ts'

// What shows that ws, or anything else that only Node has, came along.
const FROM_NODE =
  /.*(WS_ERR_|Sec-WebSocket-Key|ws does not work in the browser|require\(["'`]|["'`](node:|ws["'`]))/

/** Runs classic scripts as a page would, on a native WebSocket of ours. */
export async function assertPage(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = FROM_NODE.exec(await readFile(file, 'utf8'))
    if (found) throw new Error(`${file} has ${found[0].slice(-80)}`)
  }
  await assertProgram('node', pathOf('page.mjs'), pathOf('native-socket.cjs'), ...files)
}

export function scriptTagConsumer(project: string): Check {
  const check = async (): Promise<void> => {
    const example = `${project}/script-tag-example.js`
    await writeFile(example, textOf('conversation.js'))
    await assertPage(`${project}/node_modules/wsevent/dist/wsevent.min.js`, example)
  }
  return { title: 'script tag', check }
}
