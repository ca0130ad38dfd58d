import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runOrThrow } from '../../scripts/command.mjs'
import { assertConversation, programNamed, programWith } from './conversation.mjs'

/** @typedef {import('./run.mjs').Consumers} Consumers */

const IMPORTS = {
  'Node, import of wsevent': ['mjs', `import { WebSockets } from 'wsevent'`],
  'Node, default import': ['mjs', `import WebSockets from 'wsevent'`],
  'Node, import of wsevent/node': ['mjs', `import { WebSockets } from 'wsevent/node'`],
  'Node, import of @wsevent/node': ['mjs', `import { WebSockets } from '@wsevent/node'`],
  'Node, require of wsevent': ['cjs', `const { WebSockets } = require('wsevent')`],
  'Node, require of .default': ['cjs', `const WebSockets = require('wsevent').default`],
  'Node, require of @wsevent/node': ['cjs', `const { WebSockets } = require('@wsevent/node')`],
}

const NATIVE_IMPORTS = {
  'node -C browser, import': ['mjs', `import { WebSockets } from 'wsevent'`],
  'node -C browser, require': ['cjs', `const { WebSockets } = require('wsevent')`],
}

/**
 * @param {string} project
 * @param {string} title
 * @param {readonly string[]} source - the file's extension, and the line that imports
 */
async function write(project, title, [extension = '', line = '']) {
  const file = join(project, `${title.replaceAll(/\W+/g, '-')}.${extension}`)
  await writeFile(file, programWith(line))
  return file
}

/** @type {Consumers} */
export function nodeConsumers({ project, uri }) {
  const plain = Object.entries(IMPORTS).map(([title, source]) => {
    const check = async () => {
      const file = await write(project, title, source)
      assertConversation(JSON.parse(await runOrThrow(['node', file, uri])))
    }
    return { title, check }
  })
  const native = Object.entries(NATIVE_IMPORTS).map(([title, source]) => {
    const check = async () => {
      const file = await write(project, title, source)
      const socket = join(project, 'native-socket.cjs')
      await writeFile(socket, programNamed('native-socket.js'))
      // The port is nobody's: what answers can only be the native WebSocket of the page.
      const command = ['node', '-C', 'browser', '--require', socket, file, 'ws://127.0.0.1:1']
      assertConversation(JSON.parse(await runOrThrow(command)))
    }
    return { title, check }
  })
  return [...plain, ...native]
}
