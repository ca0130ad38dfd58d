/**
 * @typedef {import('../contenders/contender.mjs').Contender['open']} Open
 * @typedef {import('../contenders/contender.mjs').Connection} Connection
 * @typedef {{ action: 'flood' | 'burst', kind: 'text' | 'binary', size: number, count: number }} Work
 */

const BURST = 100

/** A connection that stays open for all runs of a page. */
export class PageConnection {
  #onMessage = () => {}
  /** @type {Connection} */
  #connection

  /** @param {Open} open @param {string} uri @param {() => void} onOpen */
  constructor(open, uri, onOpen) {
    this.#connection = open(uri, { onOpen, onMessage: () => this.#onMessage(), onClose: () => {} })
  }

  /** @param {Open} open @param {string} uri @returns {Promise<PageConnection>} */
  static open(open, uri) {
    return new Promise((resolve) => {
      /** @type {PageConnection} */
      const connection = new PageConnection(open, uri, () =>
        setTimeout(() => resolve(connection), 0),
      )
    })
  }

  /** @param {Work} work */
  do(work) {
    return work.action === 'flood' ? this.#flood(work) : this.#burst(work)
  }

  /** The server sends as fast as it can. @param {Work} work @returns {Promise<void>} */
  #flood({ kind, size, count }) {
    return new Promise((resolve) => {
      let left = count
      this.#onMessage = () => {
        left -= 1
        if (left === 0) resolve()
      }
      this.#connection.send(`flood ${kind} ${size} ${count}`)
    })
  }

  /** A hundred messages a task, until the server has counted them all. @param {Work} work @returns {Promise<void>} */
  #burst({ kind, size, count }) {
    return new Promise((resolve) => {
      const message = kind === 'text' ? 'x'.repeat(size) : new Uint8Array(size)
      const { port1, port2 } = new MessageChannel()
      let left = count
      this.#onMessage = () => {
        port1.close()
        resolve()
      }
      port2.onmessage = () => {
        for (let sent = 0; sent < BURST && left > 0; sent++, left--) this.#connection.send(message)
        if (left > 0) port1.postMessage(0)
      }
      this.#connection.send(`count ${kind} ${size} ${count}`)
      port1.postMessage(0)
    })
  }
}
