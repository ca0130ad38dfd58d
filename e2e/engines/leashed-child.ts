import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const leash = fileURLToPath(new URL('leash.mjs', import.meta.url))
const complaintsKept = 1000

/** A program that ends, with all that it started, when this process does. */
export class LeashedChild {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: Interface
  #complaints = ''

  constructor(
    command: string,
    parameters: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.#child = spawn(process.execPath, [leash, command, ...parameters], { env })
    // Both are read to the end in any case: a full pipe would halt the program.
    this.#lines = createInterface(this.#child.stdout)
    this.#child.stderr.on('data', (chunk) => {
      this.#complaints = (this.#complaints + String(chunk)).slice(-complaintsKept)
    })
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** The first line that it prints, asked for right after the start; rejects where it ends without one. */
  firstLine(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#lines.once('line', resolve)
      this.#child.once('close', () => reject(this.failure('ended before it printed a line')))
    })
  }

  failure(what: string): Error {
    return new Error(`${this.#child.spawnargs.slice(2).join(' ')} ${what}\n${this.#complaints}`)
  }

  async end(): Promise<void> {
    if (this.hasEnded) return
    const exited = once(this.#child, 'exit')
    this.#child.stdin.destroy()
    await exited
  }
}
