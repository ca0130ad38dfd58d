import {
  CLOSED,
  followLastMessage,
  heldFor,
  join,
  listen,
  type ConnectionOptions,
  type LastMessageOptions,
  type Uri,
} from '@wsevent/bindings'
import {
  useCallback,
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { MessageData, WebSockets, WebSocketsStatus } from 'wsevent'

export type { ConnectionOptions, LastMessageOptions, Uri } from '@wsevent/bindings'

/** What was passed in the last render that counted. */
function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  // Always the same function, even if React drops what it has memoized, as it does while a file is edited.
  const [get] = useState(() => () => latest.current)
  return get
}

/**
 * A client that is connected while the component is mounted; another one if the URI or the options say something else.
 * On a server it stays closed.
 * @param uri - a function is called anew for each attempt, the one of the last render; `null` stays closed
 * @throws in an effect, to the next error boundary: as `connect` does
 * @example
 * ```ts
 * const ws = useConnection('wss://example.com/live', { reconnect: true, key: 'live' })
 * ```
 */
export function useConnection(uri: Uri, options?: ConnectionOptions): WebSockets {
  const request = { uri, options }
  const [state, setState] = useState(() => heldFor(() => request))
  const held = heldFor(() => request, state)
  if (held !== state) setState(held)
  const latest = useLatest(request)
  useEffect(() => {
    const joined = heldFor(latest, held)
    if (joined !== held) setState(joined)
    return join(latest, joined)
  }, [held.identity, latest])
  return held.ws
}

/** The client's status; renders when it changed, and never for a message. */
export function useStatus(ws: WebSockets): WebSocketsStatus {
  return useSyncExternalStore(
    useCallback((onChange) => ws.subscribe(onChange), [ws]),
    () => ws.status,
    () => CLOSED,
  )
}

/**
 * Calls the handler with each message, once and in order, and renders nothing. The handler is that of the last render.
 * @throws in an effect: `ERR_INVALID_LISTENER`
 */
export function useMessages(ws: WebSockets, handler: (data: MessageData) => void): void {
  const latest = useLatest(handler)
  useEffect(() => listen(ws, latest), [ws, latest])
}

/**
 * The last message, for who wants to render it: at most once in `throttle` milliseconds.
 * @returns `undefined` before the first one
 * @throws in an effect: `ERR_INVALID_OPTION`
 */
export function useLastMessage<Value = MessageData>(
  ws: WebSockets,
  options?: LastMessageOptions<Value>,
): Value | undefined {
  const latest = useLatest(options)
  const [subscribe, get] = useMemo(() => {
    let last: Value | undefined
    const follow = (onChange: () => void): (() => void) =>
      followLastMessage(ws, latest, (value) => {
        last = value
        onChange()
      })
    return [follow, () => last]
  }, [ws, latest])
  return useSyncExternalStore(subscribe, get, get)
}
