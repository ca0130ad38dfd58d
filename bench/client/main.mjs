// One contender with one task, in a process of its own: `{ count }` comes in, a measure goes out.
import { argv } from 'node:process'

const { contender: name, uri, task } = JSON.parse(argv[2] ?? '{}')
process.on('disconnect', () => process.exit())
const { default: contender } = await import(`../contenders/${name}.mjs`)
const { default: prepare } = await import(`../workloads/${task.workload}.mjs`)
const round = await prepare(contender, uri, task)
process.on('message', async (/** @type {{ count: number }} */ { count }) => {
  try {
    process.send?.(await round(count))
  } catch (error) {
    process.send?.({ error: String(error) })
  }
})
process.send?.({})
