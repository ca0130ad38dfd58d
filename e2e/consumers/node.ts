import { writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import type { Check } from '../../scripts/checks.ts'
import { assertProgram, nodeProgram, pathOf } from './conversation.ts'

const IMPORT = `import { WebSockets } from 'wsevent'`
const REQUIRE = `const { WebSockets } = require('wsevent')`

const IMPORTS = {
  'Node, import of wsevent': IMPORT,
  'Node, default import': `import WebSockets from 'wsevent'`,
  'Node, import of wsevent/node': `import { WebSockets } from 'wsevent/node'`,
  'Node, import of @wsevent/node': `import { WebSockets } from '@wsevent/node'`,
  'Node, require of wsevent': REQUIRE,
  'Node, require of .default': `const WebSockets = require('wsevent').default`,
  'Node, require of @wsevent/node': `const { WebSockets } = require('@wsevent/node')`,
}

const CLASS_IMPORTS = {
  'Node, import of wsevent/websocket': `import { WebSocket } from 'wsevent/websocket'`,
  'Node, require of wsevent/websocket': `const { WebSocket } = require('wsevent/websocket')`,
}

const NATIVE = { 'node -C browser, import': IMPORT, 'node -C browser, require': REQUIRE }
const NATIVE_FLAGS = ['-C', 'browser', '-r', pathOf('native-socket.cjs')]
// Nobody's port: what answers can only be the native WebSocket.
const NOBODY = 'ws://127.0.0.1:1'

async function write(
  project: string,
  title: string,
  line: string,
  program?: string,
): Promise<string> {
  const extension = line.startsWith('import') ? 'mjs' : 'cjs'
  const file = `${project}/${title.replaceAll(/\W+/g, '-')}.${extension}`
  await writeFile(file, nodeProgram(line, program))
  return file
}

export function nodeConsumers(project: string, uri: string): readonly Check[] {
  const plain = Object.entries(IMPORTS).map(([title, line]) => ({
    title,
    check: async () => assertProgram('node', await write(project, title, line), uri),
  }))
  const classes = Object.entries(CLASS_IMPORTS).map(([title, line]) => ({
    title,
    check: async () =>
      assertProgram('node', await write(project, title, line, 'web-socket.js'), uri),
  }))
  const native = Object.entries(NATIVE).map(([title, line]) => ({
    title,
    check: async () =>
      assertProgram('node', ...NATIVE_FLAGS, await write(project, title, line), NOBODY),
  }))
  // ws comes along, and works from inside the bundle.
  const bundled = async (): Promise<void> => {
    const entry = await write(project, 'esbuild for Node', IMPORT)
    const outfile = `${entry}.cjs`
    await build({ entryPoints: [entry], bundle: true, outfile, platform: 'node' })
    await assertProgram('node', outfile, uri)
  }
  return [...plain, ...classes, ...native, { title: 'esbuild for Node', check: bundled }]
}
