import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** A program of the folder `children`, bundled for a process of its own. */
export interface Program {
  readonly file: string
  remove(): void
}

/** Bundles a program with the sources as they are. */
export async function bundle(name: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'wsevent-node-'))
  const file = join(folder, `${name}.cjs`)
  await build({
    entryPoints: [here(`../children/${name}.ts`)],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    alias: { '@wsevent/core': here('../../../core/src/index.ts') },
    external: ['bufferutil', 'utf-8-validate'],
  })
  return { file, remove: () => rmSync(folder, { recursive: true }) }
}

/** How a process ended. */
export interface Ending {
  readonly status: number | null
  readonly output: string
  readonly errors: string
}

/** A process that runs. */
export interface Run extends Promise<Ending> {
  /** Resolves when it has printed something. */
  readonly printed: Promise<unknown>
}

/** Runs a program to its end; it is killed where the test ends before. */
export function run({ file }: Program, ...args: string[]): Run {
  const child = spawn(process.execPath, ['--expose-gc', file, ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ending = new Promise<Ending>((resolve) => {
    child.on('close', (status) => resolve({ status, output, errors }))
  })
  return Object.assign(ending, { printed: once(child.stdout, 'data') })
}
