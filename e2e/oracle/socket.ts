import type { Observation } from './observation.ts'

/** What a probe can do to a socket, raw or ours. */
export interface ProbeSocket {
  /** What the socket takes, and what it must not. */
  send(data: unknown): void
  /** Closes with exactly these arguments. */
  close(...parameters: readonly unknown[]): void
  /** Adds another listener for messages. */
  onMessage(listener: () => void): void
}

/** What to open, and what to do to it. */
export interface Attempt {
  readonly uri: string
  readonly protocols: readonly string[]
  /** Right after the socket was made. */
  readonly onStart?: ((socket: ProbeSocket, observation: Observation) => void) | undefined
  readonly onOpen?: ((socket: ProbeSocket, observation: Observation) => void) | undefined
}

/** Opens a socket, and lets go of it when told to. */
export type Opener = (attempt: Attempt, observation: Observation) => () => void
