// node --import tsx --test e2e/frameworks.test.ts — what the pages of the bindings show compiles, and what is missing is named.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile } from 'svelte/compiler'
import { x } from 'tinyexec'
import { compileScript, parse } from 'vue/compiler-sfc'
import { readPages, root } from './markdown.ts'

// Inside of e2e/, so that the packages are found as users find them.
const build = fileURLToPath(new URL('.build/frameworks/', import.meta.url))

before(() => mkdirSync(build, { recursive: true }))
after(() => rmSync(build, { recursive: true, force: true }))

// A fence that names a file shows what is run: readme.test.ts.
const blocks = readPages()
  .filter(({ path }) =>
    /^(docs\/inspector|docs\/frameworks\/\w+|packages\/\w+\/README)\.md$/.test(path),
  )
  .flatMap(({ path, blocks: all }) => all.map((block) => ({ ...block, path })))
  .filter(({ info }) => info === '')

/** A single-file component as the TypeScript that Vue makes of it, its template included. */
function typeScriptOf(code: string): string {
  const { descriptor, errors } = parse(code)
  assert.deepEqual(errors, [])
  return compileScript(descriptor, { id: 'example', inlineTemplate: true }).content
}

/** What the compiler complains of in these, which are of one framework. */
async function check(
  files: readonly { readonly name: string; readonly code: string }[],
  options: readonly string[] = [],
): Promise<string> {
  const paths = files.map(({ name, code }) => {
    writeFileSync(join(build, name), `${code}\nexport {}\n`)
    return join(build, name)
  })
  assert.ok(paths.length > 0)
  // Components that an example leaves unused are fine, and so are types that a template's compiler leaves open.
  const strictness = '--strict --noImplicitAny false'.split(' ')
  const target = '--target esnext --module nodenext --lib esnext,dom,dom.iterable --types node'
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { stdout } = await x(
    compiler,
    ['--ignoreConfig', '--skipLibCheck', '--noEmit', ...strictness]
      .concat(target.split(' '))
      .concat(options, paths),
    { nodeOptions: { cwd: root } },
  )
  return stdout
}

const jsx = {
  react: ['--jsx', 'react-jsx'],
  solid: ['--jsx', 'preserve', '--jsxImportSource', 'solid-js'],
}
for (const [framework, options] of Object.entries(jsx)) {
  test(`every block for ${framework} compiles`, async () => {
    const ours = blocks.filter(
      ({ language, code }) =>
        language === 'tsx' && new RegExp(`'@(wsevent|tanstack)/${framework}\\b`).test(code),
    )
    const files = ours.map(({ code }, at) => ({ name: `${framework}-${at}.tsx`, code }))
    assert.equal(await check(files, options), '')
  })
}

test('every block in TSX is of one of the two', () => {
  for (const { language, path, code } of blocks)
    if (language === 'tsx') assert.match(code, /'@(wsevent|tanstack)\/(react|solid)\b/, path)
})

test('every component of Vue compiles, and so does the TypeScript that it becomes', async () => {
  const ours = blocks.filter(({ language }) => language === 'vue')
  const files = ours.map(({ code }, at) => ({ name: `vue-${at}.ts`, code: typeScriptOf(code) }))
  assert.equal(await check(files), '')
})

test('every component of Svelte compiles, in a page and on a server, without a warning', () => {
  const ours = blocks.filter(({ language }) => language === 'svelte')
  assert.ok(ours.length > 0)
  for (const { code } of ours)
    for (const generate of ['client', 'server'] as const)
      assert.deepEqual(compile(code, { generate }).warnings, [])
})

const frameworks = { react: 'react', vue: 'vue', svelte: 'svelte', solid: 'solid-js' }
for (const [name, framework] of Object.entries(frameworks)) {
  for (const missing of [framework, 'wsevent']) {
    test(`without ${missing}, @wsevent/${name} fails with a sentence that names it`, async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'wsevent-'))
      t.after(() => rmSync(folder, { recursive: true }))
      const modules = join(folder, 'node_modules')
      cpSync(join(root, `packages/${name}`), join(modules, '@wsevent', name), {
        recursive: true,
        filter: (path) => !path.slice(root.length).includes('node_modules'),
      })
      const there = missing === framework ? 'wsevent' : framework
      symlinkSync(join(root, 'e2e/node_modules', there), join(modules, there))
      const program = ['--input-type=module', '--eval', `await import('@wsevent/${name}')`]
      const { stderr } = await x(process.execPath, program, { nodeOptions: { cwd: folder } })
      assert.match(stderr, new RegExp(`Cannot find package '${missing}' imported from`))
    })
  }
}
