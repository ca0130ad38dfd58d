import { setImmediate } from 'node:timers/promises'
import { type Part, type Request, type Traffic, line, payloadOf } from '../../oracle/traffic.ts'
import type { Connection } from '../connection.ts'
import { BINARY, CONTINUATION, PING, TEXT, frame } from '../frame.ts'
import type { Behaviour, Handshake } from '../handshake.ts'

/** Milliseconds for the client's answers of one turn. */
const PATIENCE = 10_000

/** Plays the server's side of a conversation that comes in the query, turn by turn. */
export const traffic: Behaviour = (handshake) => void play(handshake)

async function play(handshake: Handshake): Promise<void> {
  const { turns, ending } = JSON.parse(handshake.query.get('script') ?? '') as Traffic
  const got: string[] = []
  const connection = handshake.accept({
    onMessage: (payload, isBinary) =>
      got.push(line(isBinary ? Uint8Array.from(payload).buffer : payload.toString())),
  })
  const ask = (request: Request): void => connection.send(TEXT, JSON.stringify(request))
  const untilGot = (count: number): Promise<unknown> =>
    handshake.log.until(() => (got.length < count ? undefined : got), PATIENCE)
  let expected = 0
  for (const { server, client } of turns) {
    for (const [index, part] of server.entries()) await send(connection, part, index)
    ask({ answer: client })
    expected += client.length
    await untilGot(expected)
  }
  ask({ got, ...(ending.by === 'client' && { close: ending }) })
  if (ending.by === 'server') connection.close(ending.code, ending.reason)
  if (ending.by === 'drop') connection.end()
}

async function send(connection: Connection, part: Part, seed: number): Promise<void> {
  if (part.send === 'ping') return connection.send(PING, 'differential')
  if (!('fragments' in part)) return setImmediate()
  const payload = Buffer.from(payloadOf(part, seed))
  const opcode = part.send === 'text' ? TEXT : BINARY
  const step = Math.max(1, Math.ceil(payload.length / part.fragments))
  for (let from = 0; from === 0 || from < payload.length; from += step) {
    const fin = from + step >= payload.length
    const piece = payload.subarray(from, from + step)
    connection.raw(frame(from === 0 ? opcode : CONTINUATION, piece, { fin }))
  }
}
