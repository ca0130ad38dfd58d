// node target-process.mjs PORT — the server of child-target.mjs; what it receives it writes to descriptor 3, at once.
import { writeSync } from 'node:fs'
import { startTarget } from './target.mjs'

const JOURNAL = 3

const target = await startTarget(
  {
    actFor: () => ({}),
    onArrival: (connection, id) => writeSync(JOURNAL, `${connection};${id}\n`),
  },
  Number(process.argv[2]),
)
process.stdout.write('listening\n')
process.once('SIGTERM', async () => {
  await target.close()
  process.stdin.destroy()
})
// Who started it is gone.
process.stdin.on('end', () => process.exit()).resume()
