import { fork, type ForkOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measurement, Open } from './comparison.ts'

const TIMEOUT = 60_000
const STDIO: ForkOptions['stdio'] = ['ignore', 'ignore', 'inherit', 'ipc']
// Why: README.md. Where memory is read, the platform's own way stays.
const KEEP_MEMORY = {
  MALLOC_TRIM_THRESHOLD_: String(2 ** 29),
  MALLOC_MMAP_THRESHOLD_: String(2 ** 25),
}

/** Starts a bundle that `build` made, in a process that ends when this one does. */
function start(name: string, parameters: string[], options: ForkOptions) {
  const file = fileURLToPath(new URL(`.build/${name}/main.js`, import.meta.url))
  const child = fork(file, parameters, { ...options, stdio: STDIO })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the ${name} has ended: ${String(signal ?? code)}`)
  })
  ended.catch(() => {})
  return {
    pid: child.pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    /** Sends the question, if there is one, and resolves with the next message. */
    ask: async <Answer>(question?: object): Promise<Answer> => {
      const message = once(child, 'message', { signal: AbortSignal.timeout(TIMEOUT) })
      if (question) child.send(question)
      const [answer] = (await Promise.race([message, ended])) as [Answer & { error?: string }]
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer
    },
    end: async () => {
      child.kill('SIGKILL')
      await ended.catch(() => {})
    },
  }
}

export type Server = Awaited<ReturnType<typeof startServer>>

/** The server of all contenders, and of the page. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'wsevent-bench-'))
  const certificateFile = join(folder, 'certificate.pem')
  const { ask, end, ...child } = start('server', [certificateFile], { execArgv: [] })
  const [plain, tls] = await ask<number[]>()
  return {
    ...child,
    certificateFile,
    page: `http://127.0.0.1:${plain}/`,
    uri: `ws://127.0.0.1:${plain}/`,
    secureUri: `wss://localhost:${tls}/`,
    end: async () => {
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Starts each contender in a process of its own, all at the same time; none is left if one fails. */
export const processOpener =
  ({ certificateFile, uri, secureUri }: Server): Open =>
  async (names, task) => {
    const memory = task.workload === 'memory' ? {} : KEEP_MEMORY
    const usual = { NODE_EXTRA_CA_CERTS: certificateFile, NODE_NO_WARNINGS: '1' }
    const env = { ...process.env, ...memory, ...usual }
    const children = names.map((name) => {
      const given = JSON.stringify([name, task.isTls ? secureUri : uri, task])
      // Without this process's own flags, whose loader would be measured, too. Node 20 has its WebSocket behind one.
      const flags = name === 'native' ? ['--experimental-websocket'] : []
      return start('client', [given], { execArgv: ['--expose-gc', ...flags], env })
    })
    try {
      await Promise.all(children.map(({ ask }) => ask()))
    } catch (error) {
      await Promise.all(children.map(({ end }) => end()))
      throw error
    }
    return children.map(({ ask, end }) => ({ run: (count) => ask<Measurement>({ count }), end }))
  }
