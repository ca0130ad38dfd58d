import { messageOf } from '../messages.mjs'
import { measure, OpenConnection } from './workload.mjs'

/** `burst` messages a tick, until the server has counted them all. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri, { kind, size, burst }) {
  const connection = await OpenConnection.open(contender, uri)
  const message = messageOf(kind, size)
  return (count) =>
    measure(
      count,
      () =>
        new Promise((resolve) => {
          let left = count
          connection.onMessage = () => resolve()
          const tick = () => {
            const now = Math.min(left, burst)
            for (let sent = 0; sent < now; sent++) connection.send(message)
            left -= now
            if (left > 0) setImmediate(tick)
          }
          connection.send(`count ${kind} ${size} ${count}`)
          setImmediate(tick)
        }),
    )
}
