import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Interface, createInterface } from 'node:readline'

const STDERR_KEPT = 4_000

// A shell that ends its whole group once stdin closes: a test runner that is killed leaves nothing running.
const GROUP = ['sh', '-c', '("$@"; kill -9 0) & cat >/dev/null; kill -9 0', 'sh']

/** A program in a process group of its own, which prints lines. */
export class Program {
  readonly child: ChildProcessWithoutNullStreams
  readonly lines: Interface
  #stderr = ''

  constructor([command = '', ...parameters]: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(command, parameters, { detached: true, env: { ...process.env, ...env } })
    // Both are read to the end in any case: a full pipe would halt the program.
    this.lines = createInterface(this.child.stdout)
    this.child.stderr.on('data', (chunk) => {
      this.#stderr = (this.#stderr + String(chunk)).slice(-STDERR_KEPT)
    })
    this.child.stdin.on('error', () => {})
    this.child.on('error', (error) => (this.#stderr += error.message))
  }

  /** A program that does not look at stdin, and ends with all that it started when this process does. */
  static inGroup(command: readonly string[], env?: NodeJS.ProcessEnv): Program {
    return new Program([...GROUP, ...command], env)
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** The first line that it prints, asked for right after the start; rejects if it ends without one. */
  async firstLine(): Promise<string> {
    const ended = once(this.child, 'close').then(() => {
      throw this.failure('ended before it printed a line')
    })
    const [line] = (await Promise.race([once(this.lines, 'line'), ended])) as [string]
    return line
  }

  failure(what: string): Error {
    return new Error(`${this.child.spawnargs.join(' ')} ${what}\n${this.#stderr}`)
  }

  /** Closes its stdin, which ends it; kills the group of one that does not look. */
  async end(): Promise<void> {
    if (this.hasEnded || this.child.pid === undefined) return
    const { pid } = this.child
    const closed = once(this.child, 'close')
    this.child.stdin.end()
    const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 1_000)
    await closed
    clearTimeout(timer)
  }
}
