// node server-main.mjs PORT — the server of server-process.mjs; what it receives it writes to descriptor 3, at once.
import { writeSync } from 'node:fs'
import { startServer } from './server.mjs'

const LOG = 3

const server = await startServer(
  {
    actFor: () => ({}),
    onArrival: (connection, id) => writeSync(LOG, `${connection};${id}\n`),
  },
  Number(process.argv[2]),
)
process.stdout.write('listening\n')
process.once('SIGTERM', async () => {
  await server.close()
  process.stdin.destroy()
})
// Who started it is gone.
process.stdin.on('end', () => process.exit()).resume()
