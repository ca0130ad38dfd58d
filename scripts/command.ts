import type { SpawnOptions } from 'node:child_process'
import { x } from 'tinyexec'

/** Runs a command to its end and gives its stdout; throws with both streams if it fails. */
export async function run(
  [program = '', ...parameters]: readonly string[],
  nodeOptions: SpawnOptions = {},
): Promise<string> {
  const { stdout, stderr, exitCode } = await x(program, parameters, { nodeOptions })
  if (exitCode === 0) return stdout
  throw new Error(`${program} ended with ${exitCode}:\n${stdout}${stderr}`)
}
