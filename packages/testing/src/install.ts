import { MockServerError } from './errors.ts'
import { addresses, serverAt } from './registry.ts'
import type { Dial } from './upstream.ts'
import { MockWebSocket } from './web-socket.ts'

interface Global {
  WebSocket?: unknown
}

/** The class takes the URIs that have a mock server, and leaves the others to the platform's. */
function standIn(native: unknown): unknown {
  return new Proxy(MockWebSocket, {
    construct(target, given: ConstructorParameters<typeof MockWebSocket>, newTarget) {
      if (serverAt(String(given[0]))) return Reflect.construct(target, given, newTarget) as object
      if (typeof native === 'function') return Reflect.construct(native, given) as object
      throw new MockServerError(
        'ERR_NO_SERVER',
        `There is no mock server at ${given[0]}, but at ${addresses()}.`,
      )
    },
  })
}

/** Through the class in place: it leaves to the platform's what is not ours. */
export const dialNative: Dial = (uri, { protocols }) => new WebSocket(uri, [...protocols])

/** Puts the class in the place of `globalThis.WebSocket`. */
export function installClass(): () => void {
  const global = globalThis as Global
  const before = Object.getOwnPropertyDescriptor(global, 'WebSocket')
  const ours = standIn(global.WebSocket)
  Object.defineProperty(global, 'WebSocket', { value: ours, configurable: true, writable: true })
  return () => {
    // Somebody else put theirs over ours: it is theirs to take away.
    if (global.WebSocket !== ours) return
    if (before) Object.defineProperty(global, 'WebSocket', before)
    else delete global.WebSocket
  }
}
