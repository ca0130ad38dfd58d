import { cpuUsage } from 'node:process'
import { performance } from 'node:perf_hooks'

/**
 * @typedef {import('../contenders/contender.mjs').Contender} Contender
 * @typedef {import('../contenders/contender.mjs').Handlers} Handlers
 * @typedef {import('../contenders/contender.mjs').Link} Link
 * @typedef {import('../contenders/contender.mjs').Message} Message
 *
 * What is done with a contender, in a process of its own.
 * @typedef {object} Task
 * @property {string} workload
 * @property {string} title
 * @property {import('../messages.mjs').Kind} kind
 * @property {number} size of a message, in bytes
 * @property {number} burst messages a tick
 * @property {boolean} isTls
 * @property {number} [count] how often; left out, as often as takes a while
 *
 * @typedef {object} Measure
 * @property {number} cpu milliseconds
 * @property {number} wall milliseconds
 * @property {Record<string, number>} [more]
 *
 * @typedef {(contender: Contender, uri: string, task: Task) => Promise<(count: number) => Promise<Measure>>} Workload
 */

/**
 * CPU and wall time of the work, in milliseconds.
 * @param {() => Promise<void>} work
 * @returns {Promise<Measure>}
 */
export async function measure(work) {
  const start = performance.now()
  const before = cpuUsage()
  await work()
  const { user, system } = cpuUsage(before)
  return { cpu: (user + system) / 1000, wall: performance.now() - start }
}

/** One open connection, whose messages go to whoever listens now. */
export class OpenLink {
  /** @type {(data: Message) => void} */
  onMessage = () => {}
  /** @type {Link} */
  #link

  /** @param {Contender} contender @param {string} uri @param {() => void} onOpen */
  constructor(contender, uri, onOpen) {
    const onMessage = (/** @type {Message} */ data) => this.onMessage(data)
    const onClose = () => {
      throw new Error('the connection was lost')
    }
    this.#link = contender.open(uri, { onOpen, onMessage, onClose })
  }

  /** @param {Contender} contender @param {string} uri @returns {Promise<OpenLink>} */
  static open(contender, uri) {
    return new Promise((resolve) => {
      /** @type {OpenLink} */
      const link = new OpenLink(contender, uri, () => resolve(link))
    })
  }

  /** @param {string | Uint8Array} data */
  send(data) {
    this.#link.send(data)
  }
}

/** @param {Message} data @returns {number} bytes; characters where it is text */
export function sizeOf(data) {
  return typeof data === 'string' ? data.length : data.byteLength
}
