import {
  CLOSED,
  followLastMessage,
  followStatus,
  heldFor,
  join,
  listen,
  orphan,
  type ConnectionOptions,
  type LastMessageOptions,
  type Request,
  type Uri,
} from '@wsevent/bindings'
import {
  getCurrentInstance,
  getCurrentScope,
  onActivated,
  onDeactivated,
  shallowRef,
  unref,
  watchPostEffect,
  type MaybeRef,
  type ShallowRef,
} from 'vue'
import type { MessageData, WebSockets, WebSocketsStatus } from 'wsevent'

export type { ConnectionOptions, LastMessageOptions, Uri } from '@wsevent/bindings'

/**
 * A client that is connected while the component is mounted and not merely kept alive, or while the effect scope lasts;
 * another one if the URI or the options say something else. On a server it stays closed.
 * @param uri - a ref of it may change; a function is called anew for each attempt; `null` stays closed
 * @throws `ERR_INVALID_STATE` where nothing would end it; once mounted, to Vue's error handling, as `connect` does
 * @example
 * ```ts
 * const ws = useConnection('wss://example.com/live', { reconnect: true, key: 'live' })
 * ```
 */
export function useConnection(
  uri: MaybeRef<Uri>,
  options?: MaybeRef<ConnectionOptions | undefined>,
): Readonly<ShallowRef<WebSockets>> {
  if (!getCurrentScope()) throw orphan()
  const request = (): Request => ({ uri: unref(uri), options: unref(options) })
  let held = heldFor(request)
  const ws = shallowRef(held.ws)
  // Not while it is kept alive out of sight.
  const isActive = shallowRef(true)
  if (getCurrentInstance()) {
    onActivated(() => (isActive.value = true))
    onDeactivated(() => (isActive.value = false))
  }
  watchPostEffect((onCleanup) => {
    if (!isActive.value) return
    held = heldFor(request, held)
    onCleanup(join(request, held))
    ws.value = held.ws
  })
  return ws
}

/** What is shown of the client, and of each that takes its place: at first what a server renders. */
function useShown<Value>(
  ws: MaybeRef<WebSockets>,
  first: Value,
  follow: (ws: WebSockets, show: (value: Value) => void) => () => void,
): Readonly<ShallowRef<Value>> {
  const shown = shallowRef(first)
  watchPostEffect((onCleanup) => {
    onCleanup(follow(unref(ws), (value) => (shown.value = value)))
  })
  return shown
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(ws: MaybeRef<WebSockets>): Readonly<ShallowRef<WebSocketsStatus>> {
  return useShown(ws, CLOSED, followStatus)
}

/**
 * Calls the handler with each message, once and in order, as long as the component or the scope lasts.
 * @throws once mounted, to Vue's error handling: `ERR_INVALID_LISTENER`
 */
export function useMessages(ws: MaybeRef<WebSockets>, handler: (data: MessageData) => void): void {
  watchPostEffect((onCleanup) => onCleanup(listen(unref(ws), () => handler)))
}

/**
 * The last message, for who wants to render it: it changes at most once in `throttle` milliseconds.
 * @returns a ref of `undefined` before the first one
 * @throws once mounted, to Vue's error handling: `ERR_INVALID_OPTION`
 */
export function useLastMessage<Value = MessageData>(
  ws: MaybeRef<WebSockets>,
  options?: LastMessageOptions<Value>,
): Readonly<ShallowRef<Value | undefined>> {
  return useShown<Value | undefined>(ws, undefined, (client, show) => {
    show(undefined)
    return followLastMessage(client, () => options, show)
  })
}
