import {
  CLOSED,
  heldFor,
  join,
  lastMessage,
  listen,
  statusOf,
  type ConnectionOptions,
  type LastMessageOptions,
  type Request,
  type Store,
  type Uri,
} from '@wsevent/bindings'
import { onMount } from 'svelte'
import { fromStore, readable, toStore, writable, type Readable } from 'svelte/store'
import type { MessageData, UrlLike, WebSockets, WebSocketsStatus } from 'wsevent'

export type { ConnectionOptions, LastMessageOptions, Uri } from '@wsevent/bindings'

/** For runes, `current`; for `$`, a store. */
export interface Live<Value> extends Readable<Value> {
  readonly current: Value
}

/** A client, or what `useConnection` returned. */
export type Client = WebSockets | Live<WebSockets>

function live<Value>(store: Readable<Value>): Live<Value> {
  return Object.assign(fromStore(store), { subscribe: store.subscribe })
}

/** Calls back with the client, and with each that takes its place, after it has ended what the call before began. */
function follow(client: Client, begin: (ws: WebSockets) => () => void): () => void {
  if (!('current' in client)) return begin(client)
  let end: (() => void) | undefined
  const unsubscribe = client.subscribe((ws) => {
    end?.()
    end = begin(ws)
  })
  return () => {
    unsubscribe()
    end?.()
  }
}

/**
 * A client that is connected while the component is mounted; another one if the URI or the options say something else.
 * On a server it stays closed.
 * @param uri - what does not change, or a function that reads state; one that returns a function gives a URI function,
 * which is called anew for each attempt; `null` stays closed
 * @throws Svelte's `lifecycle_outside_component`; once mounted, to the next error boundary, as `connect` does
 * @example
 * ```ts
 * const connection = useConnection(() => `wss://example.com/${room}`, { reconnect: true })
 * ```
 */
export function useConnection(
  uri: string | UrlLike | null | (() => Uri),
  options?: ConnectionOptions | (() => ConnectionOptions | undefined),
): Live<WebSockets> {
  const request = (): Request => ({
    uri: typeof uri === 'function' ? uri() : uri,
    options: typeof options === 'function' ? options() : options,
  })
  let held = heldFor(request())
  let leave = (): void => {}
  const store = writable(held.ws)
  onMount(() => {
    const unsubscribe = toStore(request).subscribe((current) => {
      leave()
      ;[held, leave] = join(store, heldFor(current, held), { current })
      store.set(held.ws)
    })
    return () => {
      unsubscribe()
      leave()
    }
  })
  return live(store)
}

/** What a store of the client has: at first what a server renders. */
function useStore<Value>(
  client: Client,
  storeOf: (ws: WebSockets) => Store<Value>,
  first: Value,
): Live<Value> {
  return live(
    readable(first, (set) =>
      follow(client, (ws) => {
        const { get, subscribe } = storeOf(ws)
        const update = (): void => set(get())
        update()
        return subscribe(update)
      }),
    ),
  )
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(client: Client): Live<WebSocketsStatus> {
  return useStore(client, statusOf, CLOSED)
}

/**
 * Calls the handler with each message, once and in order, while the component is mounted.
 * @throws once mounted, to the next error boundary: `ERR_INVALID_LISTENER`
 */
export function useMessages(client: Client, handler: (data: MessageData) => void): void {
  onMount(() => follow(client, (ws) => listen(ws, { current: handler })))
}

/**
 * The last message, for who wants to render it: it changes at most once in `throttle` milliseconds.
 * @returns `undefined` before the first one
 * @throws `ERR_INVALID_OPTION` where it is read
 */
export function useLastMessage<Value = MessageData>(
  client: Client,
  options?: LastMessageOptions<Value>,
): Live<Value | undefined> {
  return useStore(client, (ws) => lastMessage(ws, { current: options }), undefined)
}
