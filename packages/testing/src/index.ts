import { dialNative, installClass } from './install.ts'
import type { MockServer, MockServerOptions } from './mock-server.ts'
import { mockServerOn } from './server.ts'

export type { MockConnection, WaitOptions } from './connection.ts'
export type { MessageData, SendData } from './data.ts'
export { MockServerError, type MockErrorCode } from './errors.ts'
export type { ConnectionFault, Fault, FaultRule, Faults, LateFault } from './faults.ts'
export type { AsymmetricMatcher, Matcher } from './matcher.ts'
export type { CloseInfo } from './peer.ts'
export { replay, type Replay, type ReplayOptions } from './replay/replay.ts'
export type { Answer, MockServer, MockServerOptions } from './mock-server.ts'

/**
 * Starts a WebSocket server in memory. Clients in this process reach it by its URI; any other URI goes to the network.
 *
 * @param uri - a `ws:` or `wss:` URI without a query; a client's query is accepted
 * @throws MockServerError `ERR_INVALID_URI`, `ERR_INVALID_OPTION`, `ERR_URI_TAKEN`
 * @example
 * ```ts
 * const server = mockServer('wss://example.com/live')
 * // your client connects and sends
 * await server.nextMessage('hello')
 * server.drop() // and your client reconnects
 * await server.nextConnection()
 * server.stop()
 * ```
 */
export const mockServer: (uri: string, options?: MockServerOptions) => MockServer = mockServerOn({
  installers: [installClass],
  dial: dialNative,
})
