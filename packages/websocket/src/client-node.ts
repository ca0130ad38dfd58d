import type { Platform } from '@wsevent/core'
import { WebSockets, type ConnectOptions } from '@wsevent/node'
import type { Wire } from './wire.ts'

export { messageEvent } from './message-event.ts'

const PLATFORM = Symbol.for('wsevent.platform')

/** The client of one socket. */
export function clientOn(wire: Wire): WebSockets {
  const client = new WebSockets()
  // Each client has one of its own.
  const { [PLATFORM]: platform } = client as unknown as Record<symbol, Platform>
  if (platform) platform.openTransport = wire.through(platform.openTransport.bind(platform))
  return client
}

/** The options, with the origin of the page that a test environment pretends to be: a browser sends it too. */
export function withOrigin(options: ConnectOptions): ConnectOptions {
  const origin = globalThis.location?.origin
  const { headers } = options
  const isGiven = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'origin')
  return origin && !isGiven ? { ...options, headers: { Origin: origin, ...headers } } : options
}
