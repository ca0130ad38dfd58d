import { fileURLToPath } from 'node:url'
import { Program } from '../engines/program.ts'
import type { Platform } from './platform.ts'

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

const script = fileURLToPath(new URL('process.mjs', import.meta.url))

/**
 * A process that is asked and answers in lines of JSON; its end fails what is being evaluated.
 * @param command - a JavaScript runtime with its own options
 */
export async function openProcess(
  command: readonly string[],
  format: 'esm' | 'cjs',
  entry = 'wsevent',
): Promise<Platform> {
  const program = new Program([...command, script, format, entry])
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  program.lines.on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    waiting.get(answer.id)?.(answer)
  })
  program.child.on('close', () => {
    const error = String(program.failure('has ended'))
    for (const [id, settle] of waiting) settle({ id, error })
  })
  const ask = async (source: string, argument: unknown): Promise<unknown> => {
    if (program.hasEnded) throw program.failure('has ended')
    lastId += 1
    const id = lastId
    program.child.stdin.write(`${JSON.stringify({ id, source, argument })}\n`)
    const { value, error } = await new Promise<Answer>((resolve) => waiting.set(id, resolve))
    waiting.delete(id)
    if (error !== undefined) throw new Error(error)
    return value
  }
  return {
    description: String(await ask(String(describe), null)),
    evaluate: (action, argument) => ask(String(action), argument) as never,
    close: () => program.end(),
  }
}

/** Runs in the process. */
function describe(): string {
  const { bun, deno, node } = process.versions
  if (bun !== undefined) return `Bun ${bun}`
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`
}
