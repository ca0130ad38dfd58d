// node --import tsx --test e2e/start.test.ts — what `npm start` says where it cannot start.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Output, x } from 'tinyexec'

const folder = fileURLToPath(new URL('../examples/start', import.meta.url))
const NO_KEYS = `crypto.subtle.generateKey = () => Promise.reject(new Error('no entropy'))`

function start(...args: string[]): PromiseLike<Output> {
  return x(process.execPath, args, { timeout: 20_000 })
}

test('npm start -- --once runs the example over ws: and wss: and ends with status 0', async () => {
  const { exitCode, stdout, stderr } = await start(`${folder}/main.mjs`, '--once')
  assert.equal(stderr, '')
  assert.equal(exitCode, 0)
  assert.match(stdout, /'ws:.*closed +1000 bye.*'wss:.*closed +1000 bye/s)
})

for (const [args, sentence] of [
  [['--port', 'abc'], /^--port must be a whole number from 0 to 65535, but is 'abc'/],
  [['--outage=-1'], /^--outage must be from 0 to 3600 seconds, but is '-1'/],
  [['--colour'], /^Unknown option '--colour'/],
] as const) {
  test(`npm start -- ${args.join(' ')} is a mistake that it names`, async () => {
    const { exitCode, stderr } = await start(`${folder}/main.mjs`, ...args)
    assert.match(stderr, sentence)
    assert.equal(exitCode, 2)
  })
}

test('npm start says which ports are taken, and what to do', async (t) => {
  const taken = createServer().listen(65_535, '127.0.0.1')
  // Whoever else has it serves as well.
  taken.on('error', () => {})
  await Promise.race([once(taken, 'listening'), once(taken, 'close')])
  t.after(() => taken.close())
  const { exitCode, stderr } = await start(`${folder}/main.mjs`, '--port', '65535')
  assert.match(stderr, /^\nNo port is free from 65535 to 65535: choose another with `npm start/)
  assert.equal(exitCode, 1)
})

test('npm start says that no certificate could be made, and what to check', async () => {
  const stub = `data:text/javascript,${encodeURIComponent(NO_KEYS)}`
  const { exitCode, stderr } = await start('--import', stub, `${folder}/main.mjs`, '--once')
  assert.match(stderr, /^\nNo certificate for wss: could be made \(no entropy\): check /)
  assert.equal(exitCode, 1)
})

test('npm start says what to run where nothing is installed', async (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'wsevent-start-'))
  t.after(() => rmSync(copy, { recursive: true }))
  cpSync(folder, copy, { recursive: true })
  const { exitCode, stderr } = await start(`${copy}/main.mjs`, '--once')
  assert.match(stderr, /^\nNot everything is installed and built: run `npm run setup`/)
  assert.equal(exitCode, 1)
})
