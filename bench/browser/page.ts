// What runs in the page. One bundle, one global.
import { prepare, type Work } from '../workloads.ts'

// In a page, a tick is a task.
const { port1, port2 } = new MessageChannel()
const setImmediate = (callback: () => void): void => {
  port1.onmessage = () => callback()
  port2.postMessage(0)
}

const works: Work[] = []

const bench = {
  open: async (given: Readonly<Parameters<typeof prepare>>) => works.push(await prepare(...given)),
  run: async ([index, count]: readonly [index: number, count: number]) => {
    await works[index]?.run(count)
    return works[index]?.details?.()
  },
}

export interface Page {
  readonly bench: typeof bench
}

Object.assign(globalThis, { bench, setImmediate })
