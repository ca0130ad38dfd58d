import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import type { Check } from '../../scripts/checks.ts'
import { assertProgram, nodeProgram, pathOf, textOf } from './conversation.ts'

// What shows that ws, or anything else that only Node has, came along.
const FROM_NODE =
  /.*(WS_ERR_|Sec-WebSocket-Key|ws does not work in the browser|require\(["'`]|["'`](node:|ws["'`]))/

// Nobody's port: what answers can only be the native WebSocket.
const NOBODY = 'ws://127.0.0.1:1'

/** Runs classic scripts as a page would, on a native WebSocket of ours. */
export async function assertPage(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = FROM_NODE.exec(await readFile(file, 'utf8'))
    if (found) throw new Error(`${file} has ${found[0].slice(-80)}`)
  }
  await assertProgram('node', pathOf('page.mjs'), pathOf('native-socket.cjs'), ...files)
}

function scriptTag(project: string, script: string): Check {
  const check = async (): Promise<void> => {
    const example = `${project}/${script}-example.js`
    await writeFile(example, textOf('conversation.js'))
    await assertPage(`${project}/node_modules/wsevent/dist/${script}`, example)
  }
  return { title: `script tag, ${script}`, check }
}

/** A page's module that imports one file, which stands alone beside it. */
function singleModule(project: string): Check {
  const check = async (): Promise<void> => {
    const folder = `${project}/single-module`
    await mkdir(folder)
    const file = `${project}/node_modules/wsevent/dist/wsevent.min.mjs`
    await copyFile(file, `${folder}/wsevent.min.mjs`)
    const example = `${folder}/example.mjs`
    await writeFile(example, nodeProgram(`import { WebSockets } from './wsevent.min.mjs'`))
    await assertProgram('node', '-r', pathOf('native-socket.cjs'), example, NOBODY)
  }
  return { title: 'one module without a bundler', check }
}

export function pageConsumers(project: string): readonly Check[] {
  const scripts = ['wsevent.min.js', 'wsevent.js'].map((script) => scriptTag(project, script))
  return [...scripts, singleModule(project)]
}
