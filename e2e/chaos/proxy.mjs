import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { listenBelow } from './ports.mjs'
import { ProxiedConnection } from './proxied-connection.mjs'

/** A TCP proxy that wrongs each connection as its plan says; one client's way to its server. */
export class Proxy {
  port = 0
  #serverPort
  #planFor
  /** @type {Set<ProxiedConnection>} */
  #connections = new Set()
  /** @type {Set<Promise<void>>} */
  #visits = new Set()
  /** @type {import('node:net').Server | undefined} */
  #server
  /** @type {Promise<void> | undefined} */
  #refusal
  #isClosed = false

  /**
   * @param {() => number} serverPort - where a connection goes to
   * @param {(upstreamPort: number) => import('./faults.mjs').Plan} planFor - asked for each; the port is what the server sees
   */
  constructor(serverPort, planFor) {
    this.#serverPort = serverPort
    this.#planFor = planFor
  }

  async listen() {
    // Paused, so that an end which comes before the server was reached is not missed.
    const settings = { allowHalfOpen: true, pauseOnConnect: true }
    const server = createServer(settings, (client) => this.#visit(client))
    this.port = await listenBelow(server, this.port)
    this.#server = server
  }

  /**
   * Nobody listens for a while; what is connected stays.
   * @param {number} duration - milliseconds
   */
  refuse(duration) {
    this.#refusal ??= this.#refuse(duration).finally(() => {
      this.#refusal = undefined
    })
  }

  /** Every connection that there is, cut like a pulled plug. */
  reset() {
    for (const connection of this.#connections) connection.reset()
  }

  /** Swallows what goes through the connections that there are, and never gives it back. */
  blackhole() {
    for (const connection of this.#connections) connection.gate.shut()
  }

  /** Listens no more, and waits for the end of every connection. */
  async close() {
    this.#isClosed = true
    await this.#refusal
    this.#server?.close()
    for (const connection of this.#connections) connection.finish()
    await Promise.all(this.#visits)
  }

  /** @param {number} duration */
  async #refuse(duration) {
    this.#server?.close()
    await sleep(duration)
    if (!this.#isClosed) await this.listen()
  }

  /** @param {import('node:net').Socket} client */
  #visit(client) {
    const visit = this.#accept(client).finally(() => this.#visits.delete(visit))
    this.#visits.add(visit)
  }

  /** @param {import('node:net').Socket} client */
  async #accept(client) {
    client.setNoDelay(true)
    client.on('error', () => {})
    const upstream = connect({
      port: this.#serverPort(),
      host: '127.0.0.1',
      noDelay: true,
      allowHalfOpen: true,
    })
    try {
      await once(upstream, 'connect')
    } catch {
      client.resetAndDestroy()
      return
    }
    if (client.destroyed) return void upstream.destroy()
    const plan = this.#planFor(/** @type {number} */ (upstream.localPort))
    const connection = new ProxiedConnection(client, upstream, plan, (duration) =>
      this.refuse(duration),
    )
    this.#connections.add(connection)
    await connection.ended
    this.#connections.delete(connection)
  }
}
