import { assert } from 'chai'
import type { Context } from './context.ts'

/** Connects with an option that only Node has; elsewhere holds that it is refused, and that nothing was opened. */
export async function isRefused(
  context: Context,
  option: string,
  value: unknown,
): Promise<boolean> {
  if (context.facts.takesNodeOptions) return false
  const client = context.client()
  const place = context.place('/echo')
  const code = option === 'tls' ? 'ERR_TLS_UNSUPPORTED' : 'ERR_OPTION_UNSUPPORTED'
  assert.throws(
    () => client.loose.connect(place.secureUri, { [option]: value }),
    code.toLowerCase(),
  )
  assert.equal(client.ws.readyState, 3)
  await context.settle()
  assert.deepEqual(await place.entries('request'), [])
  return true
}
