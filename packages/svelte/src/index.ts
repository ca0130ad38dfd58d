import {
  followLastMessage,
  followStatus,
  heldFor,
  join,
  listen,
  read,
  type ConnectionOptions,
  type LastMessageOptions,
  type Request,
  type Uri,
} from '@wsevent/bindings'
import { onMount } from 'svelte'
import { derived, fromStore, readable, toStore, writable, type Readable } from 'svelte/store'
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

/** What is shown of the client, and of each that takes its place, by a function that returns what ends that. */
function shownOf<Value>(
  client: Client,
  follow: (ws: WebSockets, show: (value: Value) => void) => () => void,
): Live<Value> {
  const store = 'current' in client ? client : readable(client)
  // With two parameters: Svelte takes what a function with one returns for the value.
  return live(derived(store, (ws, show) => follow(ws, show)))
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
  const request = (): Request => ({ uri: read(uri), options: read(options) })
  let held = heldFor(request)
  let leave = (): void => {}
  const store = writable(held.ws)
  onMount(() => {
    // Here, not in the subscriber: an error in there would stop every store of the page.
    const clients = toStore(() => {
      leave()
      held = heldFor(request, held)
      leave = join(request, held)
      return held.ws
    })
    const unsubscribe = clients.subscribe(store.set)
    return () => {
      unsubscribe()
      leave()
    }
  })
  return live(store)
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(client: Client): Live<WebSocketsStatus> {
  return shownOf(client, followStatus)
}

/**
 * Calls the handler with each message, once and in order, while the component is mounted.
 * @throws once mounted, to the next error boundary: `ERR_INVALID_LISTENER`
 */
export function useMessages(client: Client, handler: (data: MessageData) => void): void {
  const nothing = shownOf(client, (ws) => listen(ws, () => handler))
  onMount(() => nothing.subscribe(() => {}))
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
  return shownOf<Value | undefined>(client, (ws, show) => {
    show(undefined)
    return followLastMessage(ws, () => options, show)
  })
}
