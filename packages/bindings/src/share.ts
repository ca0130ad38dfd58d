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

/** A component, which is always the same function: it gives what the component asks for now. */
type User = () => Request

/** A client, what it is for, and who uses it. */
export interface Held {
  readonly ws: WebSockets
  readonly identity: string
  readonly users: Set<User>
}

const ONE_SET = 'used for one URI and one set of options at a time'

// By the key, or by the one user that has none.
const connections = new Map<unknown, Held>()

/** What a value is, or what the function says. */
export function read<Value>(value: Value | (() => Value)): Value {
  return typeof value === 'function' ? (value as () => Value)() : value
}

/** The client for what a user asks for: the one that is shared, the last one while that is for the same, or a new one. */
export function heldFor(user: User, last?: Held): Held {
  const { uri, options } = user()
  const { key = user } = options ?? {}
  const identity = identityOf({ uri, options })
  const same = [connections.get(key), last].find((held) => held?.identity === identity)
  return same ?? { ws: WebSockets.new(), identity, users: new Set() }
}

/**
 * Connects, unless another user of the key has. The last one to leave disconnects, in a later task: who mounts anew in
 * this one, as StrictMode and hot replacement do, finds the connection open.
 * @param held - as `heldFor` gives it now
 * @returns what leaves
 * @throws as `connect`, and `ERR_INVALID_OPTION` for a key that is in use for something else
 */
export function join(user: User, held: Held): () => void {
  const { uri, options } = user()
  const { key = user, ...rest } = options ?? {}
  const { ws, users } = held
  if (uri === null) return () => {}
  const current = connections.get(key)
  if (current !== held) {
    // Whoever asks for something else by now is about to leave.
    for (const other of current?.users ?? [])
      if (heldFor(other) === current) throw invalid('key', __SENTENCES__ && { must: ONE_SET })
    current?.ws.disconnect()
    // That of the user who came last and is still there.
    const provider = (): unknown => read(([...users].at(-1) ?? user)().uri)
    ws.connect((typeof uri === 'function' ? provider : uri) as string, rest)
    connections.set(key, held)
  }
  users.add(user)
  return () => {
    users.delete(user)
    setTimeout(() => {
      if (users.size > 0 || connections.get(key) !== held) return
      connections.delete(key)
      ws.disconnect()
    })
  }
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
