// node --import tsx --test e2e/readme.test.ts — what the documentation says is so.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream'
import { after, before, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { generate } from 'selfsigned'
import { x } from 'tinyexec'
import { WebSocketServer } from 'ws'
import { type Page, readPages, root } from './markdown.ts'

// Inside of e2e/, so that `wsevent` is found as users find it.
const build = fileURLToPath(new URL('.build/docs/', import.meta.url))
const pages = readPages()

before(() => mkdirSync(build, { recursive: true }))
after(() => rmSync(build, { recursive: true, force: true }))

function page(path: string): Page {
  const found = pages.find((one) => one.path === path)
  assert.ok(found, `there is no ${path}`)
  return found
}

/** The first example of a page, run in a process of its own against this machine. */
async function runExample(path: string, port: number): Promise<string> {
  const example = page(path).blocks.find(({ language }) => /^[jt]s$/.test(language))?.code ?? ''
  const target = "ws.connect('wss://example.com/echo', { port: 8443 })"
  assert.ok(example.includes(target), `the first example of ${path} has no ${target}`)
  const file = join(build, `${path.replaceAll('/', '-')}-${port}.mjs`)
  const local = example.replace('wss://example.com', 'ws://127.0.0.1')
  writeFileSync(file, local.replace('8443', String(port)))
  const { stdout, stderr } = await x(process.execPath, [file], { timeout: 10_000 })
  assert.equal(stderr, '')
  return stdout
}

for (const path of ['packages/wsevent/README.md']) {
  test(`the first example of ${path} gets its echo and the close, or says what failed`, async (t) => {
    const host = '127.0.0.1'
    const port = await getPort({ host })
    assert.match(await runExample(path, port), /^error ERR_CONNECTION_REFUSED .*\nclosed 1006 \n$/)
    const server = new WebSocketServer({ port, host })
    t.after(() => server.close())
    server.on('connection', (socket, request) => {
      assert.equal(request.url, '/echo')
      socket.on('message', (data, isBinary) => {
        socket.send(data, { binary: isBinary })
        socket.close(4000, 'bye')
      })
    })
    await once(server, 'listening')
    assert.equal(await runExample(path, port), 'message hello\nclosed 4000 bye\n')
  })
}

// What stands in the examples of docs/proxies.md, and what it is on this machine.
async function localPlaces(t: TestContext): Promise<Record<string, string>> {
  const host = '127.0.0.1'
  const identity = await generate([{ name: 'commonName', value: 'example.com' }])
  const secure = createSecureServer({ key: identity.private, cert: identity.cert })
  const folder = mkdtempSync(join(tmpdir(), 'wsevent-'))
  const path = join(folder, 'live.sock')
  const plain = createServer()
  const proxy = createServer().on('connect', (_, client: Socket) => {
    client.write('HTTP/1.1 200 OK\r\n\r\n')
    const upstream = connect((secure.address() as AddressInfo).port, host)
    pipeline(client, upstream, client, () => undefined)
  })
  const socks = createTcpServer((client) => {
    client.once('data', () => {
      client.write(Buffer.of(5, 0))
      client.once('data', () => {
        client.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        const upstream = connect((secure.address() as AddressInfo).port, host)
        pipeline(client, upstream, client, () => undefined)
      })
    })
  })
  const servers = [secure, proxy, socks]
  const webSocketServers = [plain, secure].map((server) => new WebSocketServer({ server }))
  for (const server of servers) server.listen(0, host)
  plain.listen(path)
  await Promise.all([plain, ...servers].map((server) => once(server, 'listening')))
  const [port, proxyPort, socksPort] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  )
  t.after(() => {
    for (const server of [...webSocketServers, plain, ...servers]) server.close()
    rmSync(folder, { recursive: true })
  })
  const ca = join(folder, 'ca.pem')
  writeFileSync(ca, identity.cert)
  return {
    NODE_EXTRA_CA_CERTS: ca,
    HTTPS_PROXY: `http://${host}:${proxyPort}`,
    'proxy.example.com:3128': `${host}:${proxyPort}`,
    '127.0.0.1:1080': `${host}:${socksPort}`,
    '/run/live.sock': path,
    'wss://example.com/live': `wss://example.com:${port}/live`,
  }
}

test('each example of docs/proxies.md connects', async (t) => {
  const places = await localPlaces(t)
  const examples = page('docs/proxies.md').blocks.filter(({ language }) => language === 'js')
  assert.equal(examples.length, 6)
  const end =
    "ws.addEventListener('wsevent', ({ type, reason }) => console.log(type, reason ?? ''))"
  for (const [index, { code }] of examples.entries()) {
    let local = code
    for (const [place, here] of Object.entries(places)) local = local.replaceAll(place, here)
    const file = join(build, `proxies-${index}.mjs`)
    writeFileSync(file, `${local}\n${end}\nws.opened.then(() => ws.disconnect())\n`)
    const env = {
      NODE_EXTRA_CA_CERTS: places['NODE_EXTRA_CA_CERTS'],
      HTTPS_PROXY: places['HTTPS_PROXY'],
    }
    const { stdout } = await x(process.execPath, [file], { timeout: 10_000, nodeOptions: { env } })
    assert.equal(stdout, 'open \nclose \n', code)
  }
})

test('each error code has its section in docs/errors.md, and no others have', () => {
  const source = readFileSync(join(root, 'packages/core/src/codes.ts'), 'utf8')
  const codes = new Set([...source.matchAll(/'(ERR_[A-Z_]+)'/g)].map(([, code]) => code))
  const sections = page('docs/errors.md').headings.filter((heading) => heading.startsWith('ERR_'))
  assert.deepEqual(new Set(sections), codes)
})

/** The options that an interface of the source declares, each with its default if that is a number. */
function optionsOf(path: string, name: string): { option: string; number: string | undefined }[] {
  const source = readFileSync(join(root, path), 'utf8')
  const body = new RegExp(`interface ${name}\\b[^{]*\\{(.*?)^\\}`, 'ms').exec(source)?.[1] ?? ''
  const options = [...body.matchAll(/\/\*\*(.*?)\*\/\s*readonly (\w+)\?:/gs)]
  assert.ok(options.length > 0, `${path} has no interface ${name}`)
  return options.map(([, comment = '', option = '']) => {
    return { option, number: /@defaultValue (\d+)/.exec(comment)?.[1] }
  })
}

const tables: [source: string, name: string, paths: string[]][] = [
  ['packages/core/src/options.ts', 'ConnectOptions', ['docs/api.md']],
  ['packages/node/src/options.ts', 'NodeOptions', ['docs/api.md']],
  ['packages/core/src/options.ts', 'ReconnectOptions', ['docs/api.md']],
  ['packages/core/src/options.ts', 'HeartbeatOptions', ['docs/api.md']],
  ['packages/core/src/options.ts', 'QueueOptions', ['docs/api.md']],
]
for (const [source, name, paths] of tables) {
  test(`each of ${name} in ${source} has its row in ${paths.join(' and ')}, with its default`, () => {
    for (const { option, number } of optionsOf(source, name)) {
      for (const path of paths) {
        const row = page(path).row(option)
        assert.ok(row, `${path} has no row for ${option}`)
        // 20000 is written as 20 000.
        const digits = row.replaceAll(/(\d)[ ,](?=\d{3})/g, '$1')
        if (number !== undefined)
          assert.match(digits, new RegExp(`\\b${number}\\b`), `${option} in ${path}`)
      }
    }
  })
}

for (const { path, links } of pages) {
  const ours = links.filter((link) => !/^[a-z]+:/.test(link))
  if (ours.length === 0) continue
  test(`the links of ${path} lead somewhere`, () => {
    for (const link of ours) {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : normalize(join(dirname(path), file))
      assert.ok(existsSync(join(root, target)), `${link}: no such file`)
      if (anchor !== undefined)
        assert.ok(page(target).anchors.includes(anchor), `${link}: no such heading`)
    }
  })
}

/** A block whose fence names a file of a project that the suite runs. */
const isFile = ({ info }: { readonly info: string }): boolean => /^(e2e|packages)\//.test(info)
const withoutIndent = (code: string): string => code.replaceAll(/^ +/gm, '').trim()

for (const { path, blocks } of pages) {
  for (const { info, code } of blocks.filter(isFile)) {
    test(`${path} shows what is in ${info}`, () => {
      const file = readFileSync(join(root, info), 'utf8')
      assert.ok(withoutIndent(file).includes(withoutIndent(code)), code)
    })
  }
}

test('every example compiles against the types', async () => {
  const files = pages.flatMap(({ path, blocks }) =>
    blocks
      .filter((block) => /^[jt]s$/.test(block.language) && !isFile(block))
      .filter(({ info }) => info !== 'signature')
      // Files of a story, which is run: testing-kit.test.ts.
      .filter(({ info }) => !info.startsWith('room.'))
      .map(({ code }, index) => {
        const file = join(build, `${path.replaceAll('/', '-')}-${index + 1}.ts`)
        const isWhole = /from '(wsevent|@wsevent\/\w+)'/.test(code)
        const imports = isWhole ? '' : "import { WebSockets } from 'wsevent'\n"
        writeFileSync(file, `${imports}${code}\nexport {}\n`)
        return file
      }),
  )
  assert.ok(files.length > 20)
  const strictness = '--strict --noImplicitAny false --useUnknownInCatchVariables false'
  const target = '--target esnext --module nodenext --lib esnext,dom --types node'
  const options = `--ignoreConfig --skipLibCheck --noEmit ${strictness} ${target}`.split(' ')
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { stdout } = await x(compiler, [...options, ...files], { nodeOptions: { cwd: root } })
  assert.equal(stdout, '')
})
