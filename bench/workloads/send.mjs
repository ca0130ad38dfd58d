import { messageOf } from '../messages.mjs'
import { measure, OpenLink } from './workload.mjs'

/** `burst` messages a tick, until the peer has counted them all. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri, { kind, size, burst }) {
  const link = await OpenLink.open(contender, uri)
  const message = messageOf(kind, size)
  return (count) =>
    measure(
      count,
      () =>
        new Promise((resolve) => {
          let left = count
          link.onMessage = () => resolve()
          const tick = () => {
            const now = Math.min(left, burst)
            for (let sent = 0; sent < now; sent++) link.send(message)
            left -= now
            if (left > 0) setImmediate(tick)
          }
          link.send(`count ${kind} ${size} ${count}`)
          setImmediate(tick)
        }),
    )
}
