import { measure } from './workload.mjs'

/** Connections opened and closed, one after the other. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri) {
  const once = () =>
    new Promise((resolve) => {
      const connection = contender.open(uri, {
        onOpen: () => connection.close(),
        onMessage: () => {},
        onClose: () => setImmediate(resolve),
      })
    })
  return async (count) => {
    const measured = await measure(count, async () => {
      // oxlint-disable-next-line no-await-in-loop
      for (let made = 0; made < count; made++) await once()
    })
    return { ...measured, more: { perSecond: (count / measured.cpu) * 1000 } }
  }
}
