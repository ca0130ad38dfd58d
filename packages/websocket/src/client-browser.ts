import { WebSockets } from '@wsevent/browser'
import { Client, type ConnectOptions, type Platform } from '@wsevent/core'
import type { Wire } from './wire.ts'

export { messageEvent } from './message-event.ts'

// Left out of the declarations.
const { platform } = WebSockets as unknown as { readonly platform: Platform }

/** The client of one socket. */
export function clientOn(wire: Wire): Client {
  return new Client({ ...platform, openTransport: wire.through(platform.openTransport) })
}

/** The platform sends the origin itself. */
export const withOrigin = (options: ConnectOptions): ConnectOptions => options
