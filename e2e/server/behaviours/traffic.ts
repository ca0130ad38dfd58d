import type { Connection } from '../connection.ts'
import { BINARY, CONTINUATION, TEXT, frame } from '../frame.ts'
import type { Behaviour } from '../handshake.ts'
import { type Part, type Traffic, isMessage, line, payloadOf } from '../../oracle/traffic.ts'

/** Plays the server's side of a conversation that comes in the query, turn by turn. */
export const traffic: Behaviour = (handshake) => {
  const script = JSON.parse(handshake.query.get('script') ?? '') as Traffic
  const connection = handshake.accept()
  void play(script, connection)
}

async function play({ turns, ending }: Traffic, connection: Connection): Promise<void> {
  const inbox = new Inbox(connection)
  for (const [index, { server, client }] of turns.entries()) {
    for (const [place, part] of server.entries()) await send(connection, part, index * 16 + place)
    await inbox.untilCount(client.filter(isMessage).length)
  }
  connection.text(inbox.lines.join('; '))
  if (ending.by === 'server') connection.close(ending.code, ending.reason)
  if (ending.by === 'drop') connection.end()
}

/** What the client has sent so far. */
class Inbox {
  readonly lines: string[] = []
  #missing = 0
  #resolve: () => void = () => undefined

  constructor(connection: Connection) {
    connection.script = {
      onMessage: (payload, isBinary) => {
        this.lines.push(line(isBinary ? Uint8Array.from(payload).buffer : payload.toString()))
        this.#missing -= 1
        if (this.#missing === 0) this.#resolve()
      },
    }
  }

  untilCount(more: number): Promise<void> {
    this.#missing += more
    if (this.#missing <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }
}

async function send(connection: Connection, part: Part, seed: number): Promise<void> {
  if (part.send === 'ping') return connection.ping('differential')
  if (!('fragments' in part)) return new Promise((resolve) => setImmediate(resolve))
  const payload = Buffer.from(payloadOf(part, seed))
  const opcode = part.send === 'text' ? TEXT : BINARY
  const step = Math.max(1, Math.ceil(payload.length / part.fragments))
  for (let from = 0, first = true; first || from < payload.length; from += step, first = false) {
    const fin = from + step >= payload.length
    const piece = payload.subarray(from, from + step)
    connection.raw(frame(first ? opcode : CONTINUATION, piece, { fin }))
  }
}
