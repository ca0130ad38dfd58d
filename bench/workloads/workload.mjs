import { cpuUsage } from 'node:process'

/**
 * @typedef {import('../contenders/contender.mjs').Contender} Contender
 * @typedef {import('../contenders/contender.mjs').Handlers} Handlers
 * @typedef {import('../contenders/contender.mjs').Connection} Connection
 * @typedef {import('../contenders/contender.mjs').Message} Message
 * @typedef {import('../pair.mjs').Measurement} Measurement
 * @typedef {import('../schedule.mjs').Task} Task
 *
 * What is done with a contender, in a process of its own.
 * @typedef {(contender: Contender, uri: string, task: Task) => Promise<(count: number) => Promise<Measurement>>} Workload
 */

/**
 * CPU time of the work, in milliseconds, all threads of the process.
 * @param {number} count
 * @param {() => Promise<void>} work that does it so often
 * @returns {Promise<Measurement>}
 */
export async function measure(count, work) {
  const before = cpuUsage()
  await work()
  const { user, system } = cpuUsage(before)
  return { cpu: (user + system) / 1000, count }
}

/** One open connection, whose messages go to whoever listens now. */
export class OpenConnection {
  /** @type {(data: Message) => void} */
  onMessage = () => {}
  /** @type {Connection} */
  #connection

  /** @param {Contender} contender @param {string} uri @param {() => void} onOpen */
  constructor(contender, uri, onOpen) {
    const onMessage = (/** @type {Message} */ data) => this.onMessage(data)
    const onClose = () => {
      throw new Error('the connection was lost')
    }
    this.#connection = contender.open(uri, { onOpen, onMessage, onClose })
  }

  /** @param {Contender} contender @param {string} uri @returns {Promise<OpenConnection>} */
  static open(contender, uri) {
    return new Promise((resolve) => {
      /** @type {OpenConnection} */
      const connection = new OpenConnection(contender, uri, () => resolve(connection))
    })
  }

  /** @param {string | Uint8Array} data */
  send(data) {
    this.#connection.send(data)
  }
}

/** @param {Message} data @returns {number} bytes; characters where it is text */
export function sizeOf(data) {
  return typeof data === 'string' ? data.length : data.byteLength
}
