import { cpuUsage } from 'node:process'

/**
 * @typedef {import('../contenders/contender.mjs').Contender} Contender
 * @typedef {import('../contenders/contender.mjs').Handlers} Handlers
 * @typedef {import('../contenders/contender.mjs').Link} Link
 * @typedef {import('../contenders/contender.mjs').Message} Message
 * @typedef {import('../duel.mjs').Measure} Measure
 * @typedef {import('../plan.mjs').Task} Task
 *
 * What is done with a contender, in a process of its own.
 * @typedef {(contender: Contender, uri: string, task: Task) => Promise<(count: number) => Promise<Measure>>} Workload
 */

/**
 * CPU time of the work, in milliseconds, all threads of the process.
 * @param {number} count
 * @param {() => Promise<void>} work that does it so often
 * @returns {Promise<Measure>}
 */
export async function measure(count, work) {
  const before = cpuUsage()
  await work()
  const { user, system } = cpuUsage(before)
  return { cpu: (user + system) / 1000, count }
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
