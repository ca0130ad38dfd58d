// npm run bench: side by side with other clients, on Node and in browsers. See README.md.
import { browserResults } from './browser/results.ts'
import { build } from './build.ts'
import { parseOptions } from './options.ts'
import { processOpener, startServer } from './processes.ts'
import { machine, writePage, writeReport } from './report/report.ts'
import { tables, targetTable } from './report/tables.ts'
import { type Result, resultsOf } from './result.ts'
import { nodeTasks } from './schedule.ts'

const options = parseOptions()
const version = `Node ${process.versions.node}`

async function measure(): Promise<void> {
  const start = new Date()
  const skipped: string[] = []
  const results: Result[] = []
  await build()
  const server = await startServer()
  try {
    const node = resultsOf(version, nodeTasks(options), options, processOpener(server))
    for (const place of [node, browserResults(options, server, skipped)]) {
      for await (const result of place) {
        // Without it, every figure that follows would be missing.
        if (server.hasEnded()) throw new Error('the server has ended')
        results.push(result)
        console.log(`\n${tables([result])}`)
      }
    }
  } finally {
    await server.end()
  }
  const minutes = Math.ceil((Date.now() - start.getTime()) / 60_000)
  for (const line of skipped) console.log(`\nNot measured: ${line}`)
  console.log(`\n${targetTable(results)}\n\n${minutes} minutes`)
  const run = { date: start.toISOString().slice(0, 10), minutes, machine: machine(), skipped }
  if (options.isWhole) await writeReport({ run, results })
}

if (!options.isReport) await measure()
if (options.isReport || options.isWhole) await writePage()
