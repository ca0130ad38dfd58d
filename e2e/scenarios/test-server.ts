/** Where the test server listens; `refused` is a port at which nobody does. */
export interface Urls {
  readonly ws: string
  readonly wss: string
  readonly http: string
  readonly refused: string
}

export interface Entry {
  readonly event: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly protocols?: readonly string[]
  /** The version that was negotiated. */
  readonly tls?: string | null
  readonly kind?: 'text' | 'binary'
  readonly length?: number
  readonly sha1?: string
  readonly text?: string | null
  readonly hex?: string | null
  readonly code?: number | null
  readonly reason?: string
}

interface Seen {
  readonly entry: Entry | null
  readonly entries: readonly Entry[]
}

type Query = Readonly<Record<string, string | number>>

/** The server's side of one URI, which the server knows by an id of its own. */
export class Endpoint {
  readonly path: string
  readonly #urls: Urls
  readonly #id: string

  constructor(urls: Urls, id: string, path: string) {
    const url = new URL(path, urls.http)
    this.path = `${url.pathname}${url.search === '' ? '?' : `${url.search}&`}id=${id}`
    this.#urls = urls
    this.#id = id
  }

  get uri(): string {
    return this.#urls.ws + this.path
  }

  get secureUri(): string {
    return this.#urls.wss + this.path
  }

  /** Waits until the server has seen the nth event of that kind. */
  async seen(event: string, nth = 1): Promise<Entry> {
    const { entry, entries } = (await this.#post('/seen', { event, nth })) as Seen
    if (entry !== null) return entry
    throw new Error(`the server saw no "${event}" (${nth}) but ${JSON.stringify(entries)}`)
  }

  async entries(event: string): Promise<readonly Entry[]> {
    const { entries } = (await this.#post('/seen', {})) as Seen
    return entries.filter((entry) => entry.event === event)
  }

  /** Waits until the server has as many messages; gives the texts of all. */
  async texts(count: number): Promise<readonly unknown[]> {
    await this.seen('message', count)
    return (await this.entries('message')).map(({ text }) => text)
  }

  async command(action: string, query: Query = {}): Promise<Readonly<Record<string, number>>> {
    return (await this.#post('/do', { ...query, action })) as Readonly<Record<string, number>>
  }

  /** Ends handshakes that hang, those that are still on their way as well. */
  async release(): Promise<void> {
    await this.#post('/release', {})
  }

  async #post(path: string, query: Query): Promise<unknown> {
    const search = new URLSearchParams({ id: this.#id })
    for (const [name, value] of Object.entries(query)) search.set(name, String(value))
    const address = `${this.#urls.http}${path}?${search}`
    const response = await fetch(address, { method: 'POST' })
    if (!response.ok) throw new Error(`${path} ${JSON.stringify(query)}: ${await response.text()}`)
    return response.json()
  }
}
