// node --import tsx --test e2e/how-to.test.ts — each block of docs/how-to runs as it stands, against a server of the test kit.
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { x } from 'tinyexec'
import { readPages, root } from './markdown.ts'

// Inside of e2e/, so that the packages are found as users find them.
const folder = fileURLToPath(new URL('.build/how-to/', import.meta.url))
const server = fileURLToPath(new URL('how-to/server.mjs', import.meta.url))

before(() => mkdirSync(folder, { recursive: true }))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Not what needs a page, nor an excerpt of a file that another test runs. */
const isProgram = ({ language, info }: { language: string; info: string }): boolean =>
  language === 'js' && info === ''

for (const { path, blocks } of readPages(join(root, 'docs/how-to'))) {
  for (const [index, { code }] of blocks.filter(isProgram).entries()) {
    test(`block ${index + 1} of ${path} connects, and says what its comments promise`, async () => {
      const file = join(folder, `${path.replaceAll(/\W/g, '-')}-${index}.mjs`)
      writeFileSync(file, code)
      const isTest = code.includes("from 'node:test'")
      const uri = /wss:\/\/[\w./]+/.exec(code)?.[0] ?? ''
      const { NODE_TEST_CONTEXT: _ours, ...env } = process.env
      const nodeOptions = { env: { ...env, NODE_TEST_CONTEXT: undefined, URI: uri } }
      const parameters = isTest ? ['--test', file] : ['--import', server, file]
      const result = await x(process.execPath, parameters, { nodeOptions, timeout: 20_000 })
      const { stdout, stderr, exitCode } = result
      assert.equal(stderr, '')
      assert.equal(exitCode, 0, stdout)
      if (!isTest) assert.match(stdout, /^connected$/m)
      for (const [, promised = ''] of code.matchAll(/console\.log\(.*\) \/\/ ([\w. ]+)$/gm))
        assert.ok(stdout.includes(promised), `${promised} in ${stdout}`)
    })
  }
}
