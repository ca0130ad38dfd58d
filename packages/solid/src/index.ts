import {
  CLOSED,
  heldFor,
  join,
  lastMessage,
  listen,
  orphan,
  statusOf,
  type ConnectionOptions,
  type LastMessageOptions,
  type Request,
  type Store,
  type Uri,
} from '@wsevent/bindings'
import { createEffect, createSignal, getOwner, onCleanup, untrack, type Accessor } from 'solid-js'
import type { MessageData, UrlLike, WebSockets, WebSocketsStatus } from 'wsevent'

export type { ConnectionOptions, LastMessageOptions, Uri } from '@wsevent/bindings'

/** A value, or an accessor of one that may change. */
export type MaybeAccessor<Value> = Value | Accessor<Value>

function read<Value>(value: MaybeAccessor<Value>): Value {
  return typeof value === 'function' ? (value as Accessor<Value>)() : value
}

/**
 * A client that is connected while the owner lasts; another one if the URI or the options say something else. On a
 * server it stays closed.
 * @param uri - what does not change, or an accessor; one that returns a function gives a URI function, which is called
 * anew for each attempt; `null` stays closed
 * @throws `ERR_INVALID_STATE` where nothing would end it; in an effect, to the next error boundary, as `connect` does
 * @example
 * ```ts
 * const ws = useConnection(() => `wss://example.com/${props.room}`, { reconnect: true })
 * ```
 */
export function useConnection(
  uri: string | UrlLike | null | Accessor<Uri>,
  options?: MaybeAccessor<ConnectionOptions | undefined>,
): Accessor<WebSockets> {
  if (!getOwner()) throw orphan('a component or in a root')
  const request = (): Request => ({ uri: read<Uri>(uri), options: read(options) })
  let held = heldFor(untrack(request))
  const [ws, setWs] = createSignal(held.ws)
  createEffect(() => {
    const current = request()
    const [joined, leave] = join(setWs, heldFor(current, held), { current })
    onCleanup(leave)
    held = joined
    setWs(held.ws)
  })
  return ws
}

/** What a store of the client has: at first what a server renders. */
function useStore<Value>(
  ws: MaybeAccessor<WebSockets>,
  storeOf: (ws: WebSockets) => Store<Value>,
  first: Value,
): Accessor<Value> {
  const [value, setValue] = createSignal(first)
  createEffect(() => {
    const { get, subscribe } = storeOf(read(ws))
    // As an updater: a value may be a function.
    const update = (): unknown => setValue(get)
    onCleanup(subscribe(update))
    update()
  })
  return value
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(ws: MaybeAccessor<WebSockets>): Accessor<WebSocketsStatus> {
  return useStore(ws, statusOf, CLOSED)
}

/**
 * Calls the handler with each message, once and in order, as long as the owner lasts.
 * @throws in an effect, to the next error boundary: `ERR_INVALID_LISTENER`
 */
export function useMessages(
  ws: MaybeAccessor<WebSockets>,
  handler: (data: MessageData) => void,
): void {
  createEffect(() => onCleanup(listen(read(ws), { current: handler })))
}

/**
 * The last message, for who wants to render it: it changes at most once in `throttle` milliseconds.
 * @returns an accessor of `undefined` before the first one
 * @throws in an effect, to the next error boundary: `ERR_INVALID_OPTION`
 */
export function useLastMessage<Value = MessageData>(
  ws: MaybeAccessor<WebSockets>,
  options?: LastMessageOptions<Value>,
): Accessor<Value | undefined> {
  return useStore(ws, (client) => lastMessage(client, { current: options }), undefined)
}
