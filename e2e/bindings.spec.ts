// The bindings in a page, with a server that counts connections and drops them.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { frameworks } from './build.ts'
import type { Browser } from './engines/browser.ts'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

const MESSAGES = 10_000
const DROPS = 20
// Ten components share each of the connections.
const CONNECTIONS = 100
const WARM_UP = 20
// A kilobyte for each mount.
const GROWTH = 1_000_000

class Counting {
  connections = 0
  readonly #server: WebSocketServer

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', () => (this.connections += 1))
  }

  static async start(): Promise<Counting> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    return new Counting(server)
  }

  get uri(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Sends the messages in as many parts as there are drops, one for each connection; then it keeps the connection. */
  sendInParts(): void {
    const size = MESSAGES / (DROPS + 1)
    this.#server.on('connection', (socket) => {
      const part = this.connections - 1
      const end = part === DROPS ? MESSAGES : Math.floor((part + 1) * size)
      for (let at = Math.floor(part * size); at < end; at += 1) socket.send(String(at))
      if (part < DROPS) socket.close(1012)
    })
  }

  /** Resolves once no connection is left. */
  async ended(): Promise<void> {
    this.#server.close()
    await once(this.#server, 'close')
  }
}

async function openPage(engine: Browser, framework: string): Promise<void> {
  await engine.open(readEnvironment().page)
  await engine.evaluate(async (src) => {
    const script = document.createElement('script')
    script.src = src
    document.head.append(script)
    await new Promise((resolve) => script.addEventListener('load', resolve))
  }, `/bindings-${framework}.js`)
}

for (const framework of frameworks) {
  test(`${framework}: 10,000 messages through 20 drops come once each, on one connection, and render little`, async ({
    engine,
  }) => {
    test.slow()
    const server = await Counting.start()
    server.sendInParts()
    await openPage(engine, framework)
    const { messages, renders } = await engine.evaluate(
      ({ uri, count }) => wseventBindings.drops(uri, count),
      { uri: server.uri, count: MESSAGES },
    )
    expect(messages).toEqual(Array.from({ length: MESSAGES }, (_, at) => String(at)))
    // Twice, since StrictMode renders twice; and once more, had another come first with the key.
    expect(renders.handler).toBeLessThanOrEqual(4)
    // For each connection: connecting, open, lost; twice in StrictMode.
    expect(renders.status).toBeLessThanOrEqual((DROPS + 3) * 6)
    expect(renders.last).toBeLessThan(MESSAGES / 10)
    expect(server.connections).toBe(DROPS + 1)
    await server.ended()
  })

  test(`${framework}: 1,000 mounts leave no connection, no listener, no client and no memory`, async ({
    engine,
  }) => {
    test.slow()
    const server = await Counting.start()
    await openPage(engine, framework)
    const mounts = (count: number): Promise<unknown> =>
      engine.evaluate((one) => wseventBindings.mounts(one.uri, one.count), {
        uri: server.uri,
        count,
      })
    await mounts(WARM_UP)
    const before = await engine.heap?.()
    expect(await mounts(CONNECTIONS)).toEqual({ listeners: 0, elements: 0 })
    expect(server.connections).toBe(WARM_UP + CONNECTIONS)
    await server.ended()
    if (before === undefined) return
    // What a finalizer or an idle callback still holds is garbage of the next collection.
    await expect.poll(async () => (await engine.heap?.()) ?? 0).toBeLessThan(before + GROWTH)
    expect(await engine.evaluate(() => wseventBindings.held(), undefined)).toBe(0)
  })
}
