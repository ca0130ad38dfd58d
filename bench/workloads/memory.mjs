import { memoryUsage } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { measure } from './workload.mjs'

const AT_ONCE = 50

async function settle() {
  for (let pass = 0; pass < 4; pass++) {
    globalThis.gc?.()
    // oxlint-disable-next-line no-await-in-loop
    await delay(60)
  }
  const { heapUsed, external, rss } = memoryUsage()
  return { heap: heapUsed, external, rss }
}

/** Connections that stay open and idle. @type {import('./workload.mjs').Workload} */
export default async function prepare(contender, uri) {
  /** @type {unknown[]} */
  const connections = []
  const open = () =>
    new Promise((resolve, reject) => {
      const onClose = () => reject(new Error('a connection was lost'))
      connections.push(
        contender.open(uri, { onOpen: () => resolve(undefined), onMessage: () => {}, onClose }),
      )
    })
  const openMany = async (/** @type {number} */ count) => {
    for (let made = 0; made < count; made += AT_ONCE) {
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - made) }, open))
    }
  }
  // The first ones pay for code and tables that all share.
  await openMany(200)
  return async (count) => {
    const before = await settle()
    const measured = await measure(count, () => openMany(count))
    const after = await settle()
    const each = (/** @type {'heap' | 'external' | 'rss'} */ what) =>
      (after[what] - before[what]) / count
    return {
      ...measured,
      more: { heap: each('heap'), external: each('external'), rss: each('rss') },
    }
  }
}
