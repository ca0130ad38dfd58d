import { messageOf } from '../messages.mjs'
import { measure, OpenLink, sizeOf } from './workload.mjs'

/** The peer sends `count` messages as fast as they are taken. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri, { kind, size }) {
  const link = await OpenLink.open(contender, uri)
  const expected = sizeOf(messageOf(kind, size))
  return (count) =>
    measure(
      () =>
        new Promise((resolve, reject) => {
          let left = count
          let total = 0
          link.onMessage = (data) => {
            total += sizeOf(data)
            left -= 1
            if (left > 0) return
            if (total === expected * count) resolve()
            else reject(new Error(`${total} instead of ${expected * count} came in`))
          }
          link.send(`flood ${kind} ${size} ${count}`)
        }),
    )
}
