import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../examples/start/main.mjs', import.meta.url))

/** `npm start` once it serves its page, whose server stays broken until it is revived. */
export interface Start {
  readonly address: string
  end(): Promise<void>
}

export async function startPage(): Promise<Start> {
  const child = spawn(process.execPath, [main, '--port', '0', '--outage', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { address: await addressOf(child), end: () => end(child) }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('there is no output to read')
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) return address
  }
  throw new Error('npm start ended without an address')
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
