import { messageOf } from '../messages.mjs'
import { measure, OpenConnection, sizeOf } from './workload.mjs'

/** @typedef {import('./workload.mjs').Message} Message */

/** @param {Message} data @returns {string} */
const typeOf = (data) =>
  typeof data === 'string' ? 'string' : data instanceof ArrayBuffer ? 'ArrayBuffer' : 'Buffer'

/** The server sends `count` messages as fast as they are taken. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri, { kind, size }) {
  const connection = await OpenConnection.open(contender, uri)
  const expected = sizeOf(messageOf(kind, size))
  /** @type {Message} */
  let last = ''
  const take = (/** @type {number} */ count) =>
    new Promise((resolve, reject) => {
      let left = count
      let total = 0
      connection.onMessage = (data) => {
        total += sizeOf(data)
        left -= 1
        if (left > 0) return
        last = data
        if (total === expected * count) resolve(undefined)
        else reject(new Error(`${total} instead of ${expected * count} came in`))
      }
      connection.send(`flood ${kind} ${size} ${count}`)
    })
  return async (count) => {
    const measured = await measure(count, () => take(count))
    const gives = typeOf(last)
    // Everybody pays for decoding, or nobody can be compared.
    if ((kind === 'binary') === (gives === 'string')) throw new Error(`${kind} came as ${gives}`)
    return { ...measured, gives }
  }
}
