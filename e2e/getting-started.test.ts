// node --import tsx --test e2e/getting-started.test.ts — the steps of docs/getting-started.md, as a reader takes them.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Page } from './markdown.ts'

// Inside of e2e/, so that the packages are found as users find them.
const folder = fileURLToPath(new URL('.build/getting-started/', import.meta.url))
const page = new Page('docs/getting-started.md')

before(() => mkdirSync(folder, { recursive: true }))
after(() => rmSync(folder, { recursive: true, force: true }))

class Program {
  readonly child: ChildProcess
  output = ''

  /** Runs a file of the page, as it stands but for the port. */
  constructor(t: TestContext, name: string, port: number) {
    const code = page.blocks.find(({ info }) => info === `[${name}]`)?.code ?? ''
    assert.ok(code.includes('8080'), `${name} has no port 8080`)
    const file = join(folder, name)
    writeFileSync(file, code.replaceAll('8080', String(port)))
    this.child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text
      this.child.emit('output')
    })
    t.after(() => this.child.kill())
  }

  async says(expected: RegExp): Promise<void> {
    while (!expected.test(this.output))
      await once(this.child, 'output', { signal: AbortSignal.timeout(20_000) })
  }
}

test('hello.mjs gets its echo, and says what failed when the server is gone', async (t) => {
  const port = await getPort()
  const echo = new Program(t, 'echo.mjs', port)
  await echo.says(/An echo/)
  const hello = new Program(t, 'hello.mjs', port)
  await once(hello.child, 'close')
  const shown = page.blocks.find(({ language }) => language === 'text')
  assert.equal(hello.output, shown?.code)

  echo.child.kill()
  await once(echo.child, 'close')
  const refused = new Program(t, 'hello.mjs', port)
  await once(refused.child, 'close')
  assert.match(refused.output, /^error ERR_CONNECTION_REFUSED .*\nclosed 1006\n$/)
})

test('stay.mjs comes back with what it sent meanwhile, in order', async (t) => {
  const port = await getPort()
  const first = new Program(t, 'echo.mjs', port)
  await first.says(/An echo/)
  const stay = new Program(t, 'stay.mjs', port)
  await stay.says(/message number 1\n/)
  first.child.kill()
  await stay.says(/lost, next try in \d+ ms\n/)
  const second = new Program(t, 'echo.mjs', port)
  await second.says(/An echo/)
  await stay.says(/lost(.|\n)*open\n(message number \d+\n){2}/)
  const numbers = [...stay.output.matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  )
})
