interface Reply {
  readonly value: unknown
}

interface Failure {
  readonly error: string
  readonly message: string
}

/** One session of the W3C WebDriver protocol: the few commands that the suite needs. */
export class WebDriverSession {
  readonly #address: string
  readonly #id: string
  readonly browserVersion: string

  private constructor(address: string, id: string, browserVersion: string) {
    this.#address = address
    this.#id = id
    this.browserVersion = browserVersion
  }

  static async open(address: string): Promise<WebDriverSession> {
    const capabilities = {
      alwaysMatch: {
        acceptInsecureCerts: true,
        // The test has its own time limit; a driver's earlier one would tell less.
        timeouts: { script: 300_000 },
      },
    }
    const value = await request('POST', `${address}/session`, { capabilities })
    const session = value as { sessionId: string; capabilities: { browserVersion: string } }
    return new WebDriverSession(address, session.sessionId, session.capabilities.browserVersion)
  }

  async navigate(url: string): Promise<void> {
    await this.#command('POST', '/url', { url })
  }

  execute(script: string, argument: unknown): Promise<unknown> {
    return this.#command('POST', '/execute/sync', { script, args: [argument ?? null] })
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(String(await this.#command('GET', '/screenshot')), 'base64')
  }

  async press(key: string): Promise<void> {
    const actions = [
      { type: 'keyDown', value: key },
      { type: 'keyUp', value: key },
    ]
    await this.#command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  /** @param timeout - in milliseconds: a driver that is busy with a script answers no other command */
  async end(timeout: number): Promise<void> {
    await this.#command('DELETE', '', undefined, AbortSignal.timeout(timeout))
  }

  #command(method: string, path: string, body?: object, signal?: AbortSignal): Promise<unknown> {
    return request(method, `${this.#address}/session/${this.#id}${path}`, body, signal)
  }
}

async function request(
  method: string,
  url: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal && { signal }),
  })
  const { value } = (await response.json()) as Reply
  if (response.ok) return value
  const { error, message } = value as Failure
  throw new Error(`${error}: ${message}`)
}
