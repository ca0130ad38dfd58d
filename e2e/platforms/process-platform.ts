import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Platform } from './platform.ts'

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

const runner = fileURLToPath(new URL('process.mjs', import.meta.url))
const stderrKept = 4000

/** A runner process, asked and answered in lines of JSON; its end fails what is being evaluated. */
class RuntimeProcess {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #stderr = ''
  #end: Error | undefined

  constructor(
    [program = '', ...parameters]: readonly string[],
    env: Readonly<Record<string, string>>,
  ) {
    // A group of its own, so that a program started through npx can be ended with it.
    this.#child = spawn(program, parameters, { detached: true, env: { ...process.env, ...env } })
    this.#child.stderr.on('data', (chunk) => {
      this.#stderr = (this.#stderr + String(chunk)).slice(-stderrKept)
    })
    createInterface(this.#child.stdout).on('line', (line) =>
      this.#settle(JSON.parse(line) as Answer),
    )
    this.#child.stdin.on('error', () => {})
    this.#child.on('error', (error) => this.#fail(error.message))
    this.#child.on('close', (code, signal) => this.#fail(`it ended with ${signal ?? code}`))
  }

  ask(source: string, argument: unknown): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end)
    this.#lastId += 1
    const id = this.#lastId
    this.#child.stdin.write(`${JSON.stringify({ id, source, argument })}\n`)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  async close(): Promise<void> {
    if (this.#end) return
    const closed = once(this.#child, 'close')
    this.#child.stdin.end()
    const timer = setTimeout(() => this.#kill(), 1000)
    await closed
    clearTimeout(timer)
  }

  #kill(): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
    } catch {
      // It ended in the meantime.
    }
  }

  #settle({ id, value, error }: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(value)
    else waiting?.reject(new Error(error))
  }

  #fail(what: string): void {
    this.#end ??= new Error(`${this.#child.spawnargs.join(' ')}: ${what}\n${this.#stderr}`)
    for (const { reject } of this.#waiting.values()) reject(this.#end)
    this.#waiting.clear()
  }
}

/** @param command - a JavaScript runtime with its own options */
export async function openProcess(
  command: readonly string[],
  load: 'esm' | 'cjs',
  env: Readonly<Record<string, string>> = {},
): Promise<Platform> {
  const process = new RuntimeProcess([...command, runner, '--load', load], env)
  const description = await process.ask(String(describe), null)
  return {
    description: String(description),
    evaluate: (action, argument) => process.ask(String(action), argument) as never,
    close: () => process.close(),
  }
}

/** Runs in the runner. */
function describe(): string {
  const { bun, deno, node } = process.versions
  if (bun !== undefined) return `Bun ${bun}`
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`
}
