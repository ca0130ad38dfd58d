// node --test e2e/readme.test.mjs — what the documentation says is so.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, normalize } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { WebSocketServer } from 'ws'
import { readPage, readPages, root } from './markdown.mjs'

const run = promisify(execFile)
// Inside of e2e/, so that `wsevent` is found as users find it.
const build = fileURLToPath(new URL('.build/docs/', import.meta.url))
const pages = await readPages()

before(() => mkdir(build, { recursive: true }))
after(() => rm(build, { recursive: true, force: true }))

/** @param {import('node:net').Server | WebSocketServer} server */
function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port
}

/**
 * The first example of the page, run in a process of its own against this machine.
 * @param {string} path
 * @param {number} port
 */
async function runExample(path, port) {
  const page = await readPage(path)
  const example =
    page.blocks.find(({ language }) => language === 'js' || language === 'ts')?.code ?? ''
  const target = "ws.connect('wss://example.com/echo', { port: 8443 })"
  assert.ok(example.includes(target), `the first example of ${path} has no ${target}`)
  const file = join(build, `${path.replaceAll('/', '-')}-${port}.mjs`)
  await writeFile(
    file,
    example.replace('wss://example.com', 'ws://127.0.0.1').replace('8443', String(port)),
  )
  const { stdout, stderr } = await run(process.execPath, [file], { timeout: 10_000 })
  assert.equal(stderr, '')
  return stdout
}

for (const path of ['README.md', 'packages/wsevent/README.md', 'docs/getting-started.md']) {
  test(`the first example of ${path} gets its echo and the close`, async (t) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    t.after(() => server.close())
    server.on('connection', (socket, request) => {
      assert.equal(request.url, '/echo')
      socket.on('message', (data, isBinary) => {
        socket.send(data, { binary: isBinary })
        socket.close(4000, 'bye')
      })
    })
    await once(server, 'listening')
    assert.equal(await runExample(path, portOf(server)), 'message hello\nclosed 4000 bye\n')
  })

  test(`the first example of ${path} tells of a refused connection`, async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server)
    server.close()
    await once(server, 'close')
    assert.match(await runExample(path, port), /^error ERR_CONNECTION_REFUSED .*\nclosed 1006 \n$/)
  })
}

test('each error code has its section in docs/errors.md and its link in README, and no others have', async () => {
  const source = await readFile(join(root, 'packages/core/src/errors.ts'), 'utf8')
  const codes = new Set([...source.matchAll(/'(ERR_[A-Z_]+)'/g)].map(([, code]) => code))
  const sections = (await readPage('docs/errors.md')).headings.filter((heading) =>
    heading.startsWith('ERR_'),
  )
  const linked = (await readPage('README.md')).links
    .map((link) => /^docs\/errors\.md#(err_\w+)$/.exec(link)?.[1]?.toUpperCase())
    .filter((code) => code !== undefined)
  assert.deepEqual(new Set(sections), codes)
  assert.deepEqual(new Set(linked), codes)
})

/**
 * The options that an interface of the source declares, each with its default where that is a number.
 * @param {string} path
 * @param {string} name
 */
async function optionsOf(path, name) {
  const source = await readFile(join(root, path), 'utf8')
  const body = new RegExp(`interface ${name}\\b[^{]*\\{(.*?)^\\}`, 'ms').exec(source)?.[1] ?? ''
  const options = [...body.matchAll(/\/\*\*(.*?)\*\/\s*readonly (\w+)\?:/gs)]
  assert.ok(options.length > 0, `${path} has no interface ${name}`)
  return options.map(([, comment = '', option = '']) => {
    return { option, number: /@defaultValue (\d+)/.exec(comment)?.[1] }
  })
}

/** @type {[string, string, string[]][]} */
const tables = [
  ['packages/core/src/options.ts', 'ConnectOptions', ['README.md', 'docs/api.md']],
  ['packages/node/src/options.ts', 'ConnectOptions', ['README.md', 'docs/api.md']],
  ['packages/core/src/options.ts', 'ReconnectOptions', ['docs/api.md']],
  ['packages/core/src/options.ts', 'HeartbeatOptions', ['docs/api.md']],
  ['packages/core/src/options.ts', 'QueueOptions', ['docs/api.md']],
]
for (const [source, name, paths] of tables) {
  test(`each of ${name} in ${source} has its row in ${paths.join(' and ')}, with its default`, async () => {
    for (const { option, number } of await optionsOf(source, name)) {
      for (const path of paths) {
        const row = (await readPage(path)).row(option)
        assert.ok(row, `${path} has no row for ${option}`)
        // 20000 is written as 20 000.
        const digits = row.replaceAll(/(\d)[ ,](?=\d{3})/g, '$1')
        if (number)
          assert.match(digits, new RegExp(`\\b${number}\\b`), `the default of ${option} in ${path}`)
      }
    }
  })
}

for (const page of pages) {
  if (!page.links.some((link) => !/^[a-z]+:/.test(link))) continue
  test(`the links of ${page.path} lead somewhere`, () => {
    for (const link of page.links.filter((target) => !/^[a-z]+:/.test(target))) {
      const [file = '', anchor] = link.split('#')
      const path = file === '' ? page.path : normalize(join(dirname(page.path), file))
      assert.ok(existsSync(join(root, path)), `${link}: no such file`)
      if (anchor === undefined) continue
      const target = pages.find((other) => other.path === path)
      assert.ok(target?.anchors.includes(anchor), `${link}: no such heading`)
    }
  })
}

test('every example compiles against the types', async () => {
  const files = await Promise.all(
    pages.flatMap((page) =>
      page.blocks
        .filter(({ language, info }) => /^(js|ts)$/.test(language) && info !== 'signature')
        .map(async ({ code }, index) => {
          const file = join(build, `${page.path.replaceAll('/', '-')}-${index + 1}.ts`)
          const imports = /from '(wsevent|@wsevent\/\w+)'/.test(code)
            ? ''
            : "import { WebSockets } from 'wsevent'\n"
          await writeFile(file, `${imports}${code}\nexport {}\n`)
          return file
        }),
    ),
  )
  assert.ok(files.length > 20)
  const options = [
    '--noEmit',
    '--strict',
    '--noImplicitAny',
    'false',
    '--useUnknownInCatchVariables',
    'false',
  ]
  const target = [
    '--target',
    'esnext',
    '--module',
    'nodenext',
    '--lib',
    'esnext,dom',
    '--types',
    'node',
  ]
  const compiler = join(root, 'node_modules/.bin/tsc')
  try {
    await run(compiler, ['--ignoreConfig', '--skipLibCheck', ...options, ...target, ...files], {
      cwd: root,
    })
  } catch (error) {
    assert.fail(/** @type {{ stdout: string }} */ (error).stdout)
  }
})

test('each scenario that e2e/README.md names is one of the contract', async () => {
  const content = await readFile(join(root, 'e2e/README.md'), 'utf8')
  const folder = join(root, 'e2e/scenarios')
  const files = await Promise.all(
    (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
  )
  const named = [...content.matchAll(/`([^`:]+): ([^`]+)`/g)].map(([, family, fact]) => ({
    family,
    fact,
  }))
  assert.ok(named.length > 40, 'the tables are there')
  for (const { family, fact } of named) {
    const home = files.find((source) => source.includes(`family('${family}'`)) ?? ''
    assert.ok(home.includes(`'${fact}'`), `there is no scenario "${family}: ${fact}"`)
  }
})
