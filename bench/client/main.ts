// One contender with one task, in a process of its own: `{ count }` comes in, a measurement goes out.
import { prepare, type Work } from '../workloads.ts'

process.on('disconnect', () => process.exit())
const work = await prepare(...(JSON.parse(process.argv[2] ?? '') as Parameters<typeof prepare>))

async function measure({ run, details }: Work, count: number) {
  const before = process.cpuUsage()
  await run(count)
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, count, ...(await details?.()) }
}

process.on('message', ({ count }: { count: number }) => {
  measure(work, count).then(
    (measurement) => process.send?.(measurement),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.send?.({})
