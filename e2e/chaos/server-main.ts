// tsx server-main.ts PORT LOG — the program of server-process.ts; each message is in the log before a kill can lose it.
import { appendFileSync } from 'node:fs'
import { startServer } from './server.ts'

const [port, log = ''] = process.argv.slice(2)
const server = await startServer(Number(port), (first, id) => {
  appendFileSync(log, `${first};${id}\n`)
})
process.once('SIGTERM', () => void server.close().then(() => process.exit()))
process.once('disconnect', () => process.exit())
process.send?.('listening')
