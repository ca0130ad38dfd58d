import {
  CLOSED,
  followLastMessage,
  followStatus,
  heldFor,
  join,
  listen,
  orphan,
  read,
  type ConnectionOptions,
  type LastMessageOptions,
  type Request,
  type Uri,
} from '@wsevent/bindings'
import { createEffect, createSignal, getOwner, onCleanup, untrack, type Accessor } from 'solid-js'
import type { MessageData, UrlLike, WebSockets, WebSocketsStatus } from 'wsevent'

export type { ConnectionOptions, LastMessageOptions, Uri } from '@wsevent/bindings'

/** A value, or an accessor of one that may change. */
export type MaybeAccessor<Value> = Value | Accessor<Value>

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
  if (!getOwner()) throw orphan()
  const request = (): Request => ({ uri: read(uri), options: read(options) })
  let held = untrack(() => heldFor(request))
  const [ws, setWs] = createSignal(held.ws)
  createEffect(() => {
    held = heldFor(request, held)
    onCleanup(join(request, held))
    setWs(held.ws)
  })
  return ws
}

/** What is shown of the client, and of each that takes its place: at first what a server renders. */
function useShown<Value>(
  ws: MaybeAccessor<WebSockets>,
  first: Value,
  follow: (ws: WebSockets, show: (value: Value) => void) => () => void,
): Accessor<Value> {
  const [shown, setShown] = createSignal(first)
  // As an updater: a value may be a function.
  createEffect(() => onCleanup(follow(read(ws), (value) => setShown(() => value))))
  return shown
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(ws: MaybeAccessor<WebSockets>): Accessor<WebSocketsStatus> {
  return useShown(ws, CLOSED, followStatus)
}

/**
 * Calls the handler with each message, once and in order, as long as the owner lasts.
 * @throws in an effect, to the next error boundary: `ERR_INVALID_LISTENER`
 */
export function useMessages(
  ws: MaybeAccessor<WebSockets>,
  handler: (data: MessageData) => void,
): void {
  createEffect(() => onCleanup(listen(read(ws), () => handler)))
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
  return useShown<Value | undefined>(ws, undefined, (client, show) => {
    show(undefined)
    return followLastMessage(client, () => options, show)
  })
}
