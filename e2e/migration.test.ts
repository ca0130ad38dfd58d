// node --import tsx --test e2e/migration.test.ts — what the pages for those who come from another client print.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { x } from 'tinyexec'
import { WebSocketServer } from 'ws'
import { readPages, root } from './markdown.ts'

// Inside of e2e/, so that `wsevent` is found as users find it.
const build = fileURLToPath(new URL('.build/migration/', import.meta.url))
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })

before(async () => {
  mkdirSync(build, { recursive: true })
  await once(server, 'listening')
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      if (String(data) === 'drop') socket.terminate()
      else socket.send(data, { binary: isBinary })
    })
  })
})

after(() => {
  rmSync(build, { recursive: true, force: true })
  server.close()
})

for (const { path, blocks } of readPages(join(root, 'docs/migration'))) {
  const examples = blocks.filter(({ language }) => language === 'js')
  const printed = blocks.filter(({ language }) => language === 'text')
  for (const [index, { code }] of examples.entries()) {
    test(`${path} prints what it says`, async () => {
      const { port } = server.address() as AddressInfo
      const file = join(build, `${basename(path)}-${index}.mjs`)
      writeFileSync(file, code.replaceAll('wss://example.com', `ws://127.0.0.1:${port}`))
      const { stdout, stderr } = await x(process.execPath, [file], { timeout: 20_000 })
      assert.equal(stderr, '')
      assert.equal(stdout, printed[index]?.code)
    })
  }
}
