import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { reservePort } from './proxy.ts'

/** The server in a process, always on the same port. */
export async function startServerProcess() {
  const port = await reservePort()
  const log = join(tmpdir(), `wsevent-chaos-${process.pid}-${port}`)
  const start = async () => {
    const started = fork(join(import.meta.dirname, 'server-main.ts'), [String(port), log])
    await once(started, 'message')
    return started
  }
  let child = await start()
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    port,
    /** A SIGTERM lets it close its connections with 1001. */
    restart: async (signal: 'SIGTERM' | 'SIGKILL') => {
      await end(signal)
      child = await start()
    },
    /** It stands still, and the kernel goes on taking bytes for it. */
    freeze: async (duration: number) => {
      child.kill('SIGSTOP')
      await sleep(duration)
      child.kill('SIGCONT')
    },
    /** Returns the ids of all that it received, each with the one that came first on its connection. */
    stop: async () => {
      await end('SIGTERM')
      const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1)
      rmSync(log)
      return lines.map((line) => line.split(';') as [first: string, id: string])
    },
  }
}
