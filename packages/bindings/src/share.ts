import { WebSockets, type ConnectOptions, type UriProvider, type UrlLike } from 'wsevent'
import { invalid } from './invalid.ts'

/** What to connect to: as `connect` takes it, or `null` to stay closed. */
export type Uri = string | UrlLike | UriProvider | null

/** Options of `useConnection`: those of `connect`, and a `key`. They may be written inline: only what they say counts. */
export interface ConnectionOptions extends Omit<ConnectOptions, 'key'> {
  /** All who pass the same key share one connection; for a client certificate's key, let the URI function return it. */
  readonly key?: string | undefined
}

/** What a component asks for. */
export interface Request {
  readonly uri: Uri
  readonly options?: ConnectionOptions | undefined
}

/** A client, and which request it is for. */
export interface Held {
  readonly ws: WebSockets
  readonly identity: string
}

/** A request as it is now, each time it is read. */
interface Latest {
  readonly current: Request
}

interface Connection {
  readonly held: Held
  readonly users: Set<Latest>
  timer: ReturnType<typeof setTimeout> | undefined
}

const connections = new Map<unknown, Connection>()

/** The client for a request: the last one while that asks for the same, the shared one if it is known, or a new one. */
export function heldFor(request: Request, last?: Held): Held {
  const identity = identityOf(request)
  if (last?.identity === identity) return last
  const shared = connections.get(request.options?.key)?.held
  return shared?.identity === identity ? shared : { ws: WebSockets.new(), identity }
}

/**
 * Connects, unless another user of the key has. The last one to leave disconnects, in a later task: who mounts anew in
 * this one, as StrictMode and hot replacement do, finds the connection open.
 * @param own - the key of who has none
 * @throws as `connect`, and `ERR_INVALID_OPTION` for a key that is in use for something else
 */
export function join(own: object, held: Held, latest: Latest): [Held, leave: () => void] {
  const { uri, options } = latest.current
  if (uri === null) return [held, () => {}]
  const { key = own, ...rest } = options ?? {}
  const connection = find(key, held.identity) ?? begin(key, held, latest, rest)
  const { users } = connection
  users.add(latest)
  clearTimeout(connection.timer)
  const leave = (): void => {
    users.delete(latest)
    if (users.size === 0) connection.timer = setTimeout(() => end(key, connection))
  }
  return [connection.held, leave]
}

function find(key: unknown, identity: string): Connection | undefined {
  const connection = connections.get(key)
  if (!connection || connection.held.identity === identity) return connection
  if (connection.users.size > 0)
    throw invalid('key', undefined, 'used for one URI and one set of options at a time')
  end(key, connection)
  return undefined
}

function begin(key: unknown, held: Held, latest: Latest, options: ConnectOptions): Connection {
  const users = new Set<Latest>()
  // That of the user who came last and is still there, as it was last rendered.
  const provider: UriProvider = () => (([...users].at(-1) ?? latest).current.uri as UriProvider)()
  const { uri } = latest.current
  held.ws.connect(typeof uri === 'function' ? provider : (uri as string), options)
  const connection = { held, users, timer: undefined }
  connections.set(key, connection)
  return connection
}

function end(key: unknown, connection: Connection): void {
  clearTimeout(connection.timer)
  connection.held.ws.disconnect()
  connections.delete(key)
}

/** Requests with the same text ask for the same: in any order, and whatever function or object of a class they give, since that is often made inline. */
function identityOf({ uri, options }: Request): string {
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is younger than the browsers that we support
  const sorted = Object.entries(options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([uri, Object.fromEntries(sorted)], (_, value: unknown) =>
    Object(value) !== value || [Object, Array].includes((value as object).constructor as never)
      ? value
      : 'other',
  )
}
