import { assert } from 'chai'
import type { Harness } from './harness.ts'

/** Connects with an option that not every platform has; where it is missing, holds that it is refused, and that nothing was opened. */
export async function isRefused(
  harness: Harness,
  option: string,
  value: unknown,
): Promise<boolean> {
  const { takesNodeOptions, takes } = harness.facts
  if (takesNodeOptions || takes.includes(option)) return false
  const { ws, loose } = harness.client()
  const server = harness.server('/echo')
  const code = option === 'tls' ? 'err_tls_unsupported' : 'err_option_unsupported'
  assert.throws(() => loose.connect(server.secureUri, { [option]: value }), code)
  assert.equal(ws.readyState, 3)
  await harness.settle()
  assert.deepEqual(await server.entries('request'), [])
  return true
}
