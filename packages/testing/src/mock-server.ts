import type { MockConnection, WaitOptions } from './connection.ts'
import type { MessageData, SendData } from './data.ts'
import type { Fault, Faults } from './faults.ts'
import type { Matcher } from './matcher.ts'

/** What a server answers with: the same always, or what a function makes of the message; nothing for undefined. */
export type Answer =
  | SendData
  | ((data: MessageData, connection: MockConnection) => SendData | undefined | void)

/** Options of `mockServer`. */
export interface MockServerOptions {
  /** The subprotocols that the server speaks. @defaultValue whichever the client offers first */
  readonly protocols?: readonly string[] | undefined
  /** Called for each connection when it has opened. */
  readonly onConnection?: ((connection: MockConnection) => void) | undefined
  /** Milliseconds of real time that `nextMessage` and `nextConnection` wait. @defaultValue 1000 */
  readonly timeout?: number | undefined
  /** Faults with a `chance` strike the same connections for the same seed. @defaultValue 1 */
  readonly seed?: number | undefined
  /** The URI of a real server, at another address: each client is joined to it, with the faults in between. */
  readonly upstream?: string | undefined
  /**
   * What becomes of each message between a client and the `upstream`, on its way `up` to the real server or `down` to the
   * client; undefined keeps it back. @defaultValue it passes as it is
   */
  readonly modify?:
    | ((data: MessageData, way: 'up' | 'down', connection: MockConnection) => SendData | undefined)
    | undefined
}

/** A WebSocket server in memory. */
export interface MockServer {
  /** Its address. */
  readonly uri: string
  /** How many times a client tried to connect, faults included. */
  readonly attempts: number
  /** Every connection that has opened, in order. */
  readonly connections: readonly MockConnection[]
  /** Everything that arrived, from all clients. */
  readonly messages: readonly MessageData[]
  /** The next connection that no `nextConnection` has given yet. */
  nextConnection(options?: WaitOptions): Promise<MockConnection>
  /** The next message, of any client, that matches and that no `nextMessage` of the server has given yet. */
  nextMessage(matcher?: Matcher, options?: WaitOptions): Promise<MessageData>
  /** Answers each message that matches; the first reply that does, in the order in which they were given. */
  reply(matcher: Matcher | undefined, answer: Answer): void
  /** Sends to every client. */
  send(data: SendData): void
  /** Begins the closing handshake with every client. */
  close(code?: number, reason?: string): void
  /** Breaks every connection without a close frame. */
  drop(): void
  /** Connections from now on have the fault; `MockConnection.fail` is for one that is open. */
  fail<Name extends Fault>(fault: Name, options?: Faults[Name]): void
  /** New connections have no faults any more. */
  heal(): void
  /** Resolves when everything under way has arrived, and been heard. No clock that a test replaced has a say in it. */
  settled(): Promise<void>
  /** Breaks every connection and frees the URI. */
  stop(): void
}
