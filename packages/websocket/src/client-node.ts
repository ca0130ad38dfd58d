import type { ConnectOptions } from '@wsevent/node'

export { WebSockets } from '@wsevent/node'

/** The options, with the origin of the page that a test environment pretends to be: a browser sends it too. */
export function withOrigin(options: ConnectOptions): ConnectOptions {
  const origin = globalThis.location?.origin
  const { headers } = options
  const isGiven = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'origin')
  return origin && !isGiven ? { ...options, headers: { Origin: origin, ...headers } } : options
}
