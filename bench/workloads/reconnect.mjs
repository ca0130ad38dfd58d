import { performance } from 'node:perf_hooks'
import { measure } from './workload.mjs'

const DELAY = 1

/** The server drops the connection; until it is open again, with a delay of 1 ms. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri) {
  let onOpen = () => {}
  const handlers = { onOpen: () => onOpen(), onMessage: () => {}, onClose: () => {} }
  const connection = await new Promise((resolve) => {
    onOpen = () => resolve(opened)
    const opened = contender.reconnect?.(uri, handlers, DELAY)
  })
  return async (count) => {
    /** @type {number[]} */
    const times = []
    const measured = await measure(
      count,
      () =>
        new Promise((resolve) => {
          let start = performance.now()
          onOpen = () => {
            times.push(performance.now() - start)
            if (times.length === count) return resolve()
            start = performance.now()
            connection.send('drop')
          }
          connection.send('drop')
        }),
    )
    times.sort((a, b) => a - b)
    return { ...measured, more: { p50: times[times.length >> 1] ?? 0 } }
  }
}
