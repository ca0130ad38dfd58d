import { run } from '../command.mjs'

/** Files, exports and dependencies that nobody uses, and those that are used and not declared. */
export async function checkKnip() {
  const { status, output } = await run(['knip', '--no-progress'])
  return status === 0 ? [] : [output]
}
