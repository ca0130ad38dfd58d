import type { Connection } from './connection.ts'

type Command = (connection: Connection, query: URLSearchParams) => void

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['close', (connection, query) => connection.close(code(query), query.get('reason') ?? '')],
  ['end', (connection) => connection.end()],
  ['reset', (connection) => connection.reset()],
  ['send', (connection, query) => connection.text(query.get('text') ?? '')],
  ['send-binary', (connection, query) => connection.binary(bytes(query))],
  ['raw', (connection, query) => connection.raw(bytes(query))],
  ['ping', (connection, query) => connection.ping(query.get('text') ?? '')],
  ['pause', (connection) => connection.socket.pause()],
  ['resume', (connection) => connection.socket.resume()],
  ['status', () => undefined],
])

/** Does what a scenario asks for; false where there is no such action. */
export function perform(connection: Connection, query: URLSearchParams): boolean {
  const command = commands.get(query.get('action') ?? '')
  command?.(connection, query)
  return command !== undefined
}

function code(query: URLSearchParams): number | undefined {
  const given = query.get('code')
  return given === null ? undefined : Number(given)
}

function bytes(query: URLSearchParams): Buffer {
  return Buffer.from(query.get('hex') ?? '', 'hex')
}
