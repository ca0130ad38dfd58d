import type { ConnectOptions } from 'wsevent'
import { type PlatformFacts, factsOf } from './platforms.ts'
import { Recorder } from './recorder.ts'
import type { Sdk } from './sdk.ts'
import { Endpoint, type Urls } from './test-server.ts'

/** What the runner tells a scenario; plain JSON. */
export interface Settings {
  readonly platform: string
  readonly server: Urls
}

/** Both sides of a connection. */
export interface Sides {
  readonly client: Recorder
  readonly server: Endpoint
}

let lastEndpoint = 0

/** All that a scenario may use. */
export class Harness {
  readonly sdk: Sdk = globalThis.wsevent
  readonly facts: PlatformFacts
  readonly urls: Urls
  readonly #recorders: Recorder[] = []
  readonly #hanging: Endpoint[] = []

  constructor(settings: Settings) {
    this.facts = factsOf(settings.platform)
    this.urls = settings.server
  }

  /** A new client whose events are recorded. */
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

  /** A new client that has begun to connect to that path. */
  connect(path: string, options: ConnectOptions = {}): Sides {
    const sides = { client: this.client(), server: this.server(path) }
    sides.client.connect(sides.server.uri, options)
    return sides
  }

  /** A new client that is open at that path. */
  async open(path: string, options: ConnectOptions = {}): Promise<Sides> {
    const sides = this.connect(path, options)
    await sides.client.next('open')
    return sides
  }

  /** The error of a failed attempt: this code where the platform reports the cause. */
  failure(code: string): string {
    return this.facts.reportsFailure ? code : 'ERR_CONNECT_FAILED'
  }

  /** Resolves with the next error on the platform's uncaught-error path, which then fails nothing. */
  expectUncaught(): Promise<unknown> {
    return wseventRunner.expectUncaught()
  }

  /** Lets a question and an answer go over the network, so that what is under way arrives. */
  async settle(): Promise<void> {
    const roundTrip = async (): Promise<unknown> =>
      (await fetch(`${this.urls.http}/round-trip`)).text()
    await roundTrip()
    await new Promise((resolve) => setTimeout(resolve, 0))
    await roundTrip()
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

  /** What each client emitted, as short lines. */
  transcript(): readonly string[] {
    return this.#recorders.map(({ records }, index) => {
      const lines = records.map(({ event, readyState }) => `${brief(event)} [${readyState}]`)
      return `client ${index + 1}: ${lines.slice(0, 12).join(', ') || 'silent'}`
    })
  }

  /** Firefox lets nobody connect to a host while an attempt hangs there, one that was given up included. */
  async #release(): Promise<void> {
    await Promise.all(this.#hanging.splice(0).map((endpoint) => endpoint.release()))
  }
}

function brief(event: object): string {
  const { type, code, reason, data } = event as Readonly<Record<string, unknown>>
  const text = typeof data === 'string' ? data.slice(0, 40) : undefined
  return [type, code, reason, text].filter((part) => part !== undefined && part !== '').join(' ')
}
