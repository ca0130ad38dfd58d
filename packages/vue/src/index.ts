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

/** Whether the component is there, or kept alive out of sight. */
function useActive(): Readonly<ShallowRef<boolean>> {
  const isActive = shallowRef(true)
  if (getCurrentInstance()) {
    onActivated(() => (isActive.value = true))
    onDeactivated(() => (isActive.value = false))
  }
  return isActive
}

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
  if (!getCurrentScope()) throw orphan('setup or in an effect scope')
  const request = (): Request => ({ uri: unref(uri), options: unref(options) })
  let held = heldFor(request())
  const ws = shallowRef(held.ws)
  const isActive = useActive()
  watchPostEffect((onCleanup) => {
    const current = request()
    held = heldFor(current, held)
    if (isActive.value) {
      const [joined, leave] = join(ws, held, { current })
      held = joined
      onCleanup(leave)
    }
    ws.value = held.ws
  })
  return ws
}

/** What a store of the client has: at first what a server renders. */
function useStore<Value>(
  ws: MaybeRef<WebSockets>,
  storeOf: (ws: WebSockets) => Store<Value>,
  first: Value,
): Readonly<ShallowRef<Value>> {
  const value = shallowRef(first)
  watchPostEffect((onCleanup) => {
    const { get, subscribe } = storeOf(unref(ws))
    const update = (): void => {
      value.value = get()
    }
    onCleanup(subscribe(update))
    update()
  })
  return value
}

/** The client's status, which changes with it, and never for a message. It starts closed, as on a server. */
export function useStatus(ws: MaybeRef<WebSockets>): Readonly<ShallowRef<WebSocketsStatus>> {
  return useStore(ws, statusOf, CLOSED)
}

/**
 * Calls the handler with each message, once and in order, as long as the component or the scope lasts.
 * @throws once mounted, to Vue's error handling: `ERR_INVALID_LISTENER`
 */
export function useMessages(ws: MaybeRef<WebSockets>, handler: (data: MessageData) => void): void {
  watchPostEffect((onCleanup) => onCleanup(listen(unref(ws), { current: handler })))
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
  return useStore(ws, (client) => lastMessage(client, { current: options }), undefined)
}
