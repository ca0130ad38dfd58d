import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { listenBelow } from './ports.mjs'

const PROGRAM = fileURLToPath(new URL('server-main.mjs', import.meta.url))

/** The server as a process, always at the same port; what it received is in a file before it can be killed. */
export class ServerProcess {
  port = 0
  #path = join(tmpdir(), `wsevent-chaos-${process.pid}-${Math.random().toString(36).slice(2)}`)
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child

  async start() {
    this.port ||= await freePort()
    const log = openSync(this.#path, 'a')
    const child = spawn(process.execPath, [PROGRAM, String(this.port)], {
      stdio: ['pipe', 'pipe', 'inherit', log],
    })
    closeSync(log)
    this.#child = child
    // It says that it listens.
    await once(/** @type {import('node:stream').Readable} */ (child.stdout), 'data')
  }

  /** In good order: its clients are sent a 1001. */
  async stop() {
    await this.#end('SIGTERM')
  }

  async kill() {
    await this.#end('SIGKILL')
  }

  /** It stands still, and the kernel goes on taking bytes for it. @param {number} duration - milliseconds */
  async freeze(duration) {
    this.#child?.kill('SIGSTOP')
    await sleep(duration)
    this.#child?.kill('SIGCONT')
  }

  /** Everything that was received, once it has ended. */
  arrivals() {
    const lines = readFileSync(this.#path, 'utf8').split('\n').slice(0, -1)
    unlinkSync(this.#path)
    return lines.map((line) => {
      const [connection = '', id = ''] = line.split(';')
      return { connection, id }
    })
  }

  /** @param {NodeJS.Signals} signal */
  async #end(signal) {
    const child = /** @type {import('node:child_process').ChildProcess} */ (this.#child)
    const ended = once(child, 'close')
    child.kill(signal)
    await ended
  }
}

async function freePort() {
  const server = createServer()
  const port = await listenBelow(server, 0)
  server.close()
  await once(server, 'close')
  return port
}
