import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('soak-server.mjs', import.meta.url))

/** The server in a process of its own, so that what it costs is not measured. */
export async function startPeer() {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const stop = async () => {
    const ended = once(child, 'close')
    child.stdin.end()
    await ended
  }
  return { port: Number(line), stop }
}
