import type { PlatformFacts } from '../scenarios/platforms.ts'
import type { Urls } from '../scenarios/test-server.ts'
import type { Observation } from './observation.ts'
import type { ProbeSocket } from './socket.ts'

/** A behaviour of a server, or of a caller, whose effect on each platform is on record. */
export interface Probe {
  readonly name: string
  readonly uri: (urls: Urls) => string
  readonly protocols?: readonly string[]
  readonly onStart?: (socket: ProbeSocket, observation: Observation) => void
  readonly onOpen?: (socket: ProbeSocket, observation: Observation) => void
  /** The rows of the platform table that say why ours differs here; without one ours is the same everywhere. */
  readonly documented?: readonly (keyof PlatformFacts)[]
}

/** A probe of a path of the test server. */
export function at(path: string, name: string, rest: Omit<Probe, 'name' | 'uri'> = {}): Probe {
  return { name, uri: ({ ws }) => ws + path, ...rest }
}
