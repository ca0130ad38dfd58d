// node --import tsx --test e2e/front-page.test.ts — the first screen of README: its example, its figures, its picture.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Page, readPages, root } from './markdown.ts'

const readme = new Page('README.md')
const text = readFileSync(join(root, 'README.md'), 'utf8')
const benchmarks = readFileSync(join(root, 'docs/benchmarks.md'), 'utf8').split('\n')

interface Family {
  readonly passed: number
  readonly of: number
}

/** Runs in another process, and ends it once it has printed these lines. */
async function untilPrinted(file: string, lines: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 15_000,
  })
  const printed: string[] = []
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line)
      if (printed.length === lines.length) break
    }
  } finally {
    child.kill()
  }
  assert.deepEqual(printed, lines)
}

test('the example of README comes back each time that its server hangs up', async (t) => {
  // Inside of e2e/, so that `wsevent` is found as users find it.
  const build = fileURLToPath(new URL('.build/front-page/', import.meta.url))
  mkdirSync(build, { recursive: true })
  t.after(() => rmSync(build, { recursive: true, force: true }))
  const example = readme.blocks.find(({ language }) => language === 'js')?.code ?? ''
  assert.ok(example.trim().split('\n').length <= 10, 'README promises ten lines')
  const port = await getPort({ host: '127.0.0.1' })
  const file = join(build, 'hello.mjs')
  writeFileSync(file, example.replaceAll('8080', String(port)))
  const round = ['open', 'error', 'close']
  await untilPrinted(file, [...round, ...round])
})

test('README says how many facts hold on every platform that it names', () => {
  const stated = Number(/more than (\d+)/.exec(text)?.[1])
  const table = JSON.parse(readFileSync(join(root, 'e2e/compatibility.json'), 'utf8')) as Record<
    string,
    { readonly families: Record<string, Family> }
  >
  for (const platform of ['node-esm', 'chromium', 'firefox', 'webkit']) {
    const families = Object.values(table[platform]?.families ?? {})
    const passed = families.reduce((sum, family) => sum + family.passed, 0)
    assert.ok(passed > stated, `${platform} passed ${passed}`)
    assert.ok(families.every((family) => family.passed === family.of))
  }
})

test('README does not promise more speed than the benchmarks measured', () => {
  assert.match(text, /to send 100 short messages at once.*less than a tenth/)
  const target = /Send text 128 B: 100 a tick .*? (\d+(?:\.\d+)?) \(/
  const measured = Number(benchmarks.map((line) => target.exec(line)?.[1]).find(Boolean))
  assert.ok(measured > 10, `the benchmark is at ${measured}`)
})

test('the pictures of README are there and light', () => {
  const pictures = readme.links.filter((link) => link.endsWith('.png'))
  assert.equal(pictures.length, 2)
  for (const picture of pictures) assert.ok(statSync(join(root, picture)).size <= 150_000, picture)
})

const manifest = readFileSync(join(root, 'packages/wsevent/package.json'), 'utf8')
const { version } = JSON.parse(manifest) as { readonly version: string }

test('README says that nothing is published as long as that is so', () => {
  assert.equal(text.includes('Nothing is published to npm yet'), version === '0.0.0')
})

test('so does each page that installs a package, and it leads to what works', () => {
  const installs = readPages(join(root, 'docs')).filter(({ blocks }) =>
    blocks.some(({ language, code }) => language === 'sh' && /^npm install .*wsevent/m.test(code)),
  )
  assert.ok(installs.length > 8, `only ${installs.length} pages install a package`)
  for (const { path } of installs) {
    const page = readFileSync(join(root, path), 'utf8')
    const says = /Not on npm yet: \[.*?getting-started\.md#1-install\)|Nothing is published yet/
    assert.equal(says.test(page), version === '0.0.0', path)
  }
})
