import { performance } from 'node:perf_hooks'
import { messageOf } from '../messages.mjs'
import { measure, OpenConnection } from './workload.mjs'

/** @param {number[]} sorted @param {number} share */
const quantile = (sorted, share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0

/** A message, its answer, the next message. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri, { kind, size }) {
  const connection = await OpenConnection.open(contender, uri)
  const message = messageOf(kind, size)
  return async (count) => {
    /** @type {number[]} */
    const trips = []
    const measured = await measure(
      count,
      () =>
        new Promise((resolve) => {
          let start = 0
          const go = () => {
            start = performance.now()
            connection.send(message)
          }
          connection.onMessage = () => {
            trips.push(performance.now() - start)
            if (trips.length === count) resolve()
            else go()
          }
          connection.send(`echo ${kind} ${size} ${count}`)
          go()
        }),
    )
    trips.sort((a, b) => a - b)
    return { ...measured, more: { p50: quantile(trips, 0.5), p99: quantile(trips, 0.99) } }
  }
}
