import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The source of a program in the folder `children`, bundled for a process of its own. */
export async function bundle(name: string) {
  const { outputFiles } = await build({
    entryPoints: [here(`../children/${name}.ts`)],
    bundle: true,
    write: false,
    platform: 'node',
    alias: {
      '@wsevent/core/names': here('../../../core/src/names.ts'),
      '@wsevent/core': here('../../../core/src/index.ts'),
    },
    define: { __SENTENCES__: 'true', __NODE__: 'true', __VERSION__: '"1.2.3"' },
    external: ['bufferutil', 'utf-8-validate'],
  })
  return outputFiles[0]?.text ?? ''
}

/** Runs a program to its end; it is killed if the test ends before. */
export function run(program: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--expose-gc', '-', ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdin.end(program)
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => (output[name] += chunk.toString()))
  }
  return {
    ended: once(child, 'close').then(([status]: unknown[]) => ({ status, ...output })),
    printed: once(child.stdout, 'data'),
  }
}
