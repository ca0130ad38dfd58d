import { WebSockets } from '@wsevent/browser'
import { Client, type ConnectOptions, type Platform } from '@wsevent/core'
import { nativeOf } from './native.ts'
import type { Wire } from './wire.ts'

export { messageEvent } from './message-event.ts'

// Left out of the declarations.
const { platform } = WebSockets as unknown as { readonly platform: Platform }

/** The adapter looks for the platform's class in the global place, which the class of this package may have taken. */
const openTransport: Platform['openTransport'] = (request, handlers) => {
  const { WebSocket } = globalThis
  const native = nativeOf(WebSocket)
  if (native === WebSocket) return platform.openTransport(request, handlers)
  globalThis.WebSocket = native
  try {
    return platform.openTransport(request, handlers)
  } finally {
    globalThis.WebSocket = WebSocket
  }
}

/** The client of one socket. */
export function clientOn(wire: Wire): Client {
  return new Client({ ...platform, openTransport: wire.through(openTransport) })
}

/** The platform sends the origin itself. */
export const withOrigin = (options: ConnectOptions): ConnectOptions => options
