import { assert } from 'chai'
import type { ConnectOptions } from 'wsevent'
import { type PlatformFacts, factsOf } from './platforms.ts'
import { Recorder, type Uri } from './recorder.ts'
import type { Sdk } from './sdk.ts'
import { Endpoint, type Urls } from './test-server.ts'

/** What the runner tells a scenario; plain JSON. */
export interface Settings {
  readonly platform: string
  readonly server: Urls
  /** Whether the facts of the W3C class are asked of the platform's own. */
  readonly isNative?: boolean
}

/** Both sides of a connection. */
export interface Sides {
  readonly client: Recorder
  readonly server: Endpoint
}

type As = (server: Endpoint) => Uri

/** Options of reconnecting that retry at once, or not within a run. */
export const SOON = { minDelay: 10, maxDelay: 40 }
export const NEVER = { minDelay: 600_000, maxDelay: 600_000 }

let lastEndpoint = 0

/** All that a scenario may use. */
export class Harness {
  readonly sdk: Sdk = globalThis.wsevent
  readonly facts: PlatformFacts
  readonly urls: Urls
  readonly isNative: boolean
  readonly #recorders: Recorder[] = []
  readonly #hanging: Endpoint[] = []

  constructor(settings: Settings) {
    this.facts = factsOf(settings.platform)
    this.urls = settings.server
    this.isNative = settings.isNative === true
  }

  client(): Recorder {
    const recorder = new Recorder(this.sdk, this.facts)
    this.#recorders.push(recorder)
    return recorder
  }

  /** A path of the test server, with its query and an id of its own. */
  server(path: string): Endpoint {
    lastEndpoint += 1
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${lastEndpoint}`
    const endpoint = new Endpoint(this.urls, id, path)
    if (path === '/hang' || path === '/slow-loris') this.#hanging.push(endpoint)
    return endpoint
  }

  /** A new client that has begun to connect to that path, by the URI that `as` makes of it. */
  connect(path: string, options: ConnectOptions = {}, as: As = ({ uri }) => uri): Sides {
    const sides = { client: this.client(), server: this.server(path) }
    sides.client.connect(as(sides.server), options)
    return sides
  }

  /** A new client that is open at that path. */
  async open(path: string, options?: ConnectOptions, as?: As): Promise<Sides> {
    const sides = this.connect(path, options, as)
    await sides.client.next('open')
    return sides
  }

  /** A new client that has begun to connect to a port at which nobody listens. */
  refused(options?: ConnectOptions): Recorder {
    const client = this.client()
    client.connect(this.urls.refused, options)
    return client
  }

  /** A new client whose server has closed with 1011, and which waits for ever to try again. */
  async waiting(options: ConnectOptions = {}): Promise<Sides> {
    const sides = await this.open('/echo', { ...options, reconnect: NEVER })
    await sides.server.command('close', { code: 1011 })
    const close = await sides.client.next('close')
    assert.include(close, { code: 1011, willReconnect: true, delay: NEVER.minDelay })
    assert.deepEqual(close.unsent, [])
    return sides
  }

  /** The error of a failed attempt: this code where the platform reports the cause. */
  failure(code: string): string {
    return this.facts.reportsFailure ? code : 'ERR_CONNECT_FAILED'
  }

  /** Lets a question and an answer go over the network, so that what is under way arrives. */
  async settle(): Promise<void> {
    const address = `${this.urls.http}/round-trip`
    await (await fetch(address)).text()
    await new Promise((resolve) => setTimeout(resolve, 0))
    await (await fetch(address)).text()
  }

  /** Ends all clients, waits for what must not come, and holds the grammar against everything. */
  async finish(): Promise<void> {
    await Promise.all(this.#recorders.map((recorder) => recorder.finish()))
    await this.#release()
    await this.settle()
    for (const recorder of this.#recorders) recorder.verify()
  }

  /** Lets go of everything, whatever state it is in. */
  async abandon(): Promise<void> {
    for (const { ws } of this.#recorders) ws.disconnect()
    await this.#release()
  }

  transcript(): readonly string[] {
    return this.#recorders.map(({ records }, index) => {
      const lines = records.slice(0, 12).map(({ event, readyState }) => {
        const { type, code, reason, data } = event as unknown as Readonly<Record<string, unknown>>
        return `${[type, code, reason, data].join(' ').slice(0, 80).trim()} [${readyState}]`
      })
      return `client ${index + 1}: ${lines.join(', ') || 'silent'}`
    })
  }

  /** Firefox lets nobody connect to a host while an attempt hangs there, one that was given up included. */
  async #release(): Promise<void> {
    await Promise.all(this.#hanging.splice(0).map((endpoint) => endpoint.release()))
  }
}
