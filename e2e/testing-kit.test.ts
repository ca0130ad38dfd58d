// node --import tsx --test e2e/testing-kit.test.ts — the five minutes of docs/testing-kit.md, as a reader lives them.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { x } from 'tinyexec'
import { Page } from './markdown.ts'

// Inside of e2e/, so that the packages are found as users find them.
const folder = fileURLToPath(new URL('.build/testing-kit/', import.meta.url))
const page = new Page('docs/testing-kit.md')

before(() => mkdirSync(folder, { recursive: true }))
after(() => rmSync(folder, { recursive: true, force: true }))

function write(info: string): void {
  const code = page.blocks.find((block) => block.info === info)?.code
  assert.ok(code, `there is no ${info}`)
  writeFileSync(join(folder, info.split(' ', 1)[0] ?? ''), code)
}

async function runTests(): Promise<{ output: string; exitCode: number | undefined }> {
  const { NODE_TEST_CONTEXT: _ours, ...env } = process.env
  const parameters = ['--test', '--test-reporter', 'spec', 'room.test.mjs']
  const nodeOptions = { cwd: folder, env: { ...env, NODE_TEST_CONTEXT: undefined } }
  const { stdout, exitCode } = await x(process.execPath, parameters, { nodeOptions })
  return { output: stdout, exitCode }
}

test('the test fails with the sentence that the page shows, and passes with its cure', async () => {
  write('room.test.mjs')
  write('room.mjs fails')
  const failed = await runTests()
  const sentence = page.blocks.find(({ language }) => language === 'text')?.code.trim() ?? ''
  assert.equal(failed.exitCode, 1)
  assert.ok(failed.output.includes(sentence), failed.output)

  write('room.mjs passes')
  const { exitCode, output } = await runTests()
  assert.equal(exitCode, 0, output)
})

test('a program without a test runner uses the kit', async () => {
  const code = `
    import { mockServer } from '@wsevent/testing'
    import { WebSocket } from 'ws'
    const server = mockServer('wss://example.com/live')
    server.reply('ping', 'pong')
    const socket = new WebSocket('wss://example.com/live')
    socket.on('open', () => socket.send('ping'))
    socket.on('message', (data) => {
      console.log(String(data))
      server.drop()
    })
    socket.on('close', (code) => {
      console.log(code)
      server.stop()
    })
  `
  writeFileSync(join(folder, 'plain.mjs'), code)
  const nodeOptions = { cwd: folder }
  const { stdout, exitCode } = await x(process.execPath, ['plain.mjs'], { nodeOptions })
  assert.deepEqual({ stdout, exitCode }, { stdout: 'pong\n1006\n', exitCode: 0 })
})
