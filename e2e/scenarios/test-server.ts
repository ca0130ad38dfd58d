/** Where the test server listens. */
export interface Urls {
  readonly ws: string
  readonly wss: string
  readonly http: string
  readonly refused: string
}

/** One thing that the server saw. */
export interface Entry {
  readonly event: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly protocols?: readonly string[]
  readonly kind?: 'text' | 'binary'
  readonly length?: number
  readonly sha1?: string
  readonly text?: string | null
  readonly hex?: string | null
  readonly code?: number | null
  readonly reason?: string
}

interface Answer {
  readonly entry: Entry | null
  readonly entries: readonly Entry[]
}

/** A query: names and values. */
export type Query = Readonly<Record<string, string | number>>

/** The server's side of one URI, known to it by an id of its own. */
export class Endpoint {
  readonly path: string
  readonly #urls: Urls
  readonly #id: string

  constructor(urls: Urls, id: string, path: string, query: Query) {
    this.#urls = urls
    this.#id = id
    this.path = `${path}?${toQuery({ ...query, id })}`
  }

  get uri(): string {
    return this.#urls.ws + this.path
  }

  get secureUri(): string {
    return this.#urls.wss + this.path
  }

  /** Waits until the server has seen the nth event of that kind. */
  async seen(event: string, nth = 1): Promise<Entry> {
    const { entry, entries } = await this.#ask({ event, nth })
    if (entry !== null) return entry
    throw new Error(`the server saw no "${event}" (${nth}) but ${JSON.stringify(entries)}`)
  }

  /** All that the server has seen so far. */
  async entries(event: string): Promise<readonly Entry[]> {
    const { entries } = await this.#ask({})
    return entries.filter((entry) => entry.event === event)
  }

  /** Lets the server act on the latest connection. */
  async command(action: string, query: Query = {}): Promise<Readonly<Record<string, number>>> {
    const address = `${this.#urls.http}/do?${toQuery({ ...query, id: this.#id, action })}`
    const response = await fetch(address, { method: 'POST' })
    if (!response.ok) throw new Error(`the server did not ${action}: ${await response.text()}`)
    return (await response.json()) as Readonly<Record<string, number>>
  }

  /** Ends handshakes that hang, those that are still on their way as well. */
  async release(): Promise<void> {
    await (await fetch(`${this.#urls.http}/release?${toQuery({ id: this.#id })}`)).text()
  }

  async #ask(query: Query): Promise<Answer> {
    const response = await fetch(`${this.#urls.http}/seen?${toQuery({ ...query, id: this.#id })}`)
    return (await response.json()) as Answer
  }
}

/** Lets whatever is under way arrive: a question and an answer go over the network. */
export async function roundTrip(urls: Urls): Promise<void> {
  await (await fetch(`${urls.http}/round-trip`)).text()
}

function toQuery(query: Query): string {
  return new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString()
}
