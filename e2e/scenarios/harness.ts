import { assert } from 'chai'
import { type PlatformFacts, factsOf } from './platforms.ts'
import { Recorder } from './recorder.ts'
import { type Sdk, loadSdk } from './sdk.ts'
import { Endpoint, type Query, type Urls, roundTrip } from './test-server.ts'
import { type UncaughtWatch, watchUncaught } from './uncaught.ts'

/** What the runner tells a scenario; plain JSON. */
export interface Settings {
  readonly platform: string
  readonly server: Urls
}

let lastEndpoint = 0

/** All that a scenario may use. */
export class Harness {
  readonly sdk: Sdk
  readonly facts: PlatformFacts
  readonly urls: Urls
  readonly #recorders: Recorder[] = []
  readonly #hanging: Endpoint[] = []
  readonly #uncaught: UncaughtWatch = watchUncaught()

  constructor(settings: Settings) {
    this.sdk = loadSdk()
    this.facts = factsOf(settings.platform)
    this.urls = settings.server
  }

  /** A new client whose events are recorded. */
  client(): Recorder {
    const recorder = new Recorder(this.sdk, this.facts)
    this.#recorders.push(recorder)
    return recorder
  }

  /** A path of the test server with an id of its own. */
  server(path: string, query: Query = {}): Endpoint {
    lastEndpoint += 1
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${lastEndpoint}`
    const server = new Endpoint(this.urls, id, path, query)
    if (path === '/hang' || path === '/slow-loris') this.#hanging.push(server)
    return server
  }

  /** Waits for an error on the platform's uncaught-error path, and has it forgiven. */
  expectUncaught(): Promise<unknown> {
    return this.#uncaught.next()
  }

  /** Lets a question and an answer go over the network, so that what is under way arrives. */
  async settle(): Promise<void> {
    await roundTrip(this.urls)
    await new Promise((resolve) => setTimeout(resolve, 0))
    await roundTrip(this.urls)
  }

  /** Ends all clients, waits for what must not come, and holds the grammar against everything. */
  async finish(): Promise<void> {
    await Promise.all(this.#recorders.map((recorder) => recorder.finish()))
    await this.#release()
    await this.settle()
    for (const recorder of this.#recorders) recorder.verify()
    assert.deepEqual(this.#uncaught.stop().map(String), [], 'errors that nobody expected')
  }

  /** Lets go of everything, whatever state it is in. */
  async abandon(): Promise<void> {
    this.#uncaught.stop()
    for (const { ws } of this.#recorders) ws.disconnect()
    await this.#release()
  }

  /** Firefox lets nobody connect to a host while an attempt hangs there, one that was given up included. */
  async #release(): Promise<void> {
    await Promise.all(this.#hanging.splice(0).map((server) => server.release()))
  }

  /** What each client emitted, as short lines. */
  transcript(): readonly string[] {
    return this.#recorders.map(({ heard }, index) => {
      const lines = heard.map(({ event, readyState }) => `${brief(event)} [${readyState}]`)
      return `client ${index + 1}: ${lines.slice(0, 12).join(', ') || 'silent'}`
    })
  }
}

function brief(event: Readonly<Record<string, unknown>> | object): string {
  const { type, code, reason, data } = event as Readonly<Record<string, unknown>>
  const details = [code, reason, typeof data === 'string' ? data.slice(0, 40) : undefined]
  return [type, ...details.filter((detail) => detail !== undefined && detail !== '')].join(' ')
}
