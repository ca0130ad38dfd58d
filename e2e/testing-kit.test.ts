// node --import tsx --test e2e/testing-kit.test.ts — the five minutes of docs/testing-kit.md, as a reader lives them.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from '@wsevent/inspector'
import { mockServer, replay, type MockServer } from '@wsevent/testing'
import { x } from 'tinyexec'
import { WebSockets } from 'wsevent/node'
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

const uri = 'wss://example.com/live'

/** Connects, asks, and reconnects until the server says goodbye; resolves with all that the client heard, and its log. */
async function live(begin: () => void): Promise<{ heard: string[]; log: string }> {
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  const heard: string[] = []
  ws.addEventListener(ws.WSEVENT, (event) => {
    if (event.type === ws.ONOPEN) ws.send('hello')
    const { type, data, code, status } = event as unknown as Record<string, unknown>
    heard.push([type, data, code, status].filter(Boolean).map(String).join(' '))
  })
  begin()
  ws.connect(uri, {
    reconnect: { minDelay: 1, maxDelay: 1, shouldReconnect: ({ code }) => code < 4000 },
  })
  await ws.closed
  // The inspector hears of things in a microtask.
  await new Promise((resolve) => setTimeout(resolve, 0))
  inspection.stop()
  return { heard, log: inspection.export() }
}

/** Refuses, breaks after an answer, and says goodbye. */
function misbehave(server: MockServer): void {
  server.fail('status', { status: 503, times: 1 })
  server.reply('hello', (_, connection) => {
    if (server.connections.length > 1) return connection.close(4001, 'bye')
    connection.send('welcome')
    connection.send(new Uint8Array([1, 2, 3]))
    connection.fail('drop')
  })
}

test('what the inspector recorded is replayed, and heard alike', async () => {
  const first = mockServer(uri)
  const recorded = await live(() => misbehave(first))
  first.stop()
  const second = mockServer(uri)
  const replayed = await live(() => void replay(second, recorded.log, { speed: Infinity }))
  second.stop()
  assert.deepEqual(replayed.heard, recorded.heard)
  assert.deepEqual(recorded.heard, [
    'error ERR_HANDSHAKE_REJECTED 503',
    'close 1006',
    'open',
    'message welcome',
    'message [object ArrayBuffer]',
    'error ERR_CONNECTION_LOST',
    'close 1006',
    'open',
    'close 4001',
  ])
})
