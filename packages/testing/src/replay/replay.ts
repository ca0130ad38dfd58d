import { MockServerError } from '../errors.ts'
import type { MockServer } from '../mock-server.ts'
import { Server } from '../server.ts'
import type { WaitOptions } from '../connection.ts'
import { addressOf, parseUri } from '../uri.ts'
import { parseLog } from './log.ts'
import { Player } from './player.ts'
import { scenesOf, type Scene } from './script.ts'

/** Options of `replay`. */
export interface ReplayOptions {
  /** The number of the client whose connections are replayed. @defaultValue all that connected to this server */
  readonly client?: number | undefined
  /**
   * How many times as fast as it was, by the clock of the test. `Infinity` knows no time: the server answers as soon as
   * the client has sent as many messages as it had then. @defaultValue 1
   */
  readonly speed?: number | undefined
}

/** A log that is lived through again. */
export interface Replay {
  /** Resolves when the server has done all that is in the log; rejects with what it waits for if it does not come to it. */
  finished(options?: WaitOptions): Promise<void>
}

function checkOptions({ client, speed }: ReplayOptions): void {
  const isGood = (value: number | undefined): boolean =>
    value === undefined || (typeof value === 'number' && value > 0)
  if (!isGood(speed)) {
    throw new MockServerError(
      'ERR_INVALID_OPTION',
      `The option speed must be a number greater than 0, and is ${speed}.`,
    )
  }
  if (!isGood(client)) {
    throw new MockServerError(
      'ERR_INVALID_OPTION',
      `The option client must be the number of a client, from 1, and is ${client}.`,
    )
  }
}

function choose(
  scenes: readonly Scene[],
  client: number | undefined,
  address: string,
): readonly Scene[] {
  const chosen = scenes.filter((scene) => {
    const url = parseUri(scene.uri ?? '')
    return client === undefined ? url && addressOf(url) === address : scene.client === client
  })
  if (chosen.length > 0) return chosen
  const clients = [...new Set(scenes.map((scene) => `${scene.client} (${scene.uri || 'no URI'})`))]
  const who =
    client === undefined ? `no client that connected to ${address}` : `no client ${client}`
  throw new MockServerError(
    'ERR_INVALID_LOG',
    `The log has ${who}; its clients are ${clients.join(', ') || 'none'}.`,
  )
}

/**
 * Has a mock server live through a log of the inspector again: each attempt of a client that arrives gets what the next
 * attempt of the log got, then the server is as it was before.
 *
 * @param log - the export, JSON Lines
 * @throws MockServerError `ERR_INVALID_LOG`, `ERR_INVALID_OPTION`
 * @example
 * ```ts
 * const server = mockServer('wss://example.com/live')
 * const incident = replay(server, readFileSync('incident.jsonl', 'utf8'), { speed: Infinity })
 * // your client connects
 * await incident.finished()
 * ```
 */
export function replay(server: MockServer, log: string, options: ReplayOptions = {}): Replay {
  checkOptions(options)
  if (!(server instanceof Server)) {
    throw new MockServerError('ERR_INVALID_OPTION', 'replay needs what mockServer returned.')
  }
  const scenes = choose(scenesOf(parseLog(log)), options.client, server.uri)
  const player = new Player(server, scenes, options.speed ?? 1)
  server.director = player
  return { finished: ({ timeout = server.timeout } = {}) => player.finished(timeout) }
}
