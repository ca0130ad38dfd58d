import { match, equal } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'

const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
let server
let address

before(async () => {
  server = spawn(process.execPath, [next, 'start', '--port', '0'])
  for await (const text of server.stdout) {
    address = /http:\/\/localhost:\d+/.exec(address ?? text)?.[0]
    if (/ready/i.test(text)) break
  }
})

after(() => server.kill())

const ask = async (path) => (await fetch(address + path)).text()

test('the page is rendered on the server', async () => match(await ask('/'), /closed/))
test('an edge route asks a server', async () => equal(await ask('/edge'), 'hello from edge'))
test('a Node route asks a server', async () =>
  equal(await ask('/node'), 'hello from Node, in a Blob that is longer than 48 bytes'))
