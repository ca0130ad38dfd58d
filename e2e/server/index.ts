import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { serverIdentity } from './certificate.ts'
import { listen, refusedPort } from './listener.ts'
import { Registry } from './registry.ts'
import { type Files, answerer } from './routes.ts'

/** Where the server listens; `refused` is a port at which nobody does. */
export interface Urls {
  readonly ws: string
  readonly wss: string
  readonly http: string
  readonly refused: string
}

/** What to serve beside the behaviours. */
export interface ServerSettings {
  /** Paths of the HTTP server, each with its file. */
  readonly files?: Files
}

/** The server of all scenarios. */
export interface TestServer {
  readonly urls: Urls
  /** The certificate of `wss`, which is its own authority, in PEM. */
  readonly ca: string
  close(): Promise<void>
}

/** Starts the server on loopback: plain and TLS, one registry. */
export async function start(settings: ServerSettings = {}): Promise<TestServer> {
  const registry = new Registry()
  const identity = await serverIdentity()
  const answer = answerer(registry, settings.files ?? {})
  // Longer than any run: a client that asks on a kept connection while the server ends it would fail.
  const keepAliveTimeout = 3_600_000
  const plain = await listen(createServer({ keepAliveTimeout }, answer), registry)
  const secure = await listen(
    createSecureServer({ ...identity, keepAliveTimeout, minVersion: 'TLSv1.2' }, answer),
    registry,
  )
  const urls = {
    ws: `ws://127.0.0.1:${plain.port}`,
    wss: `wss://127.0.0.1:${secure.port}`,
    http: `http://127.0.0.1:${plain.port}`,
    refused: `ws://127.0.0.1:${await refusedPort()}`,
  }
  const close = async (): Promise<void> => {
    await Promise.all([plain.close(), secure.close()])
  }
  return { urls, ca: identity.cert, close }
}
