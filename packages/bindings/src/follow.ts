import { WebSockets, type MessageData, type WebSocketsStatus } from 'wsevent'
import { invalid } from './invalid.ts'
import { listen } from './listen.ts'

/** Options of `useLastMessage`. */
export interface LastMessageOptions<Value = MessageData> {
  /** What to keep of a message; `undefined` or `null` leaves the last value as it is. @defaultValue the message's data */
  readonly select?: ((data: MessageData) => Value | undefined) | undefined
  /** The least milliseconds between two renders; 0 is a render for each message. @defaultValue 16 */
  readonly throttle?: number | undefined
}

const MILLISECONDS = 'a number of milliseconds from 0'

/** What a server renders: the status of a client that never connects. */
export const CLOSED: WebSocketsStatus = /* @__PURE__ */ WebSockets.new().status

/** Shows the status, now and after each change, until it is ended. */
export function followStatus(ws: WebSockets, show: (status: WebSocketsStatus) => void): () => void {
  const update = (): void => show(ws.status)
  update()
  return ws.subscribe(update)
}

/**
 * Shows the last message until it is ended: the first one at once, those that follow within `throttle` together.
 * @param options - asked anew for each message
 * @throws `ERR_INVALID_OPTION`
 */
export function followLastMessage<Value>(
  ws: WebSockets,
  options: () => LastMessageOptions<Value> | undefined,
  show: (value: Value) => void,
): () => void {
  settingsOf(options())
  let last: Value | undefined
  let shown: Value | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const update = (): void => {
    timer = undefined
    if (last === shown) return
    shown = last
    const { throttle } = settingsOf(options())
    if (throttle) timer = setTimeout(update, throttle)
    show(last as Value)
  }
  const onMessage = (data: MessageData): void => {
    last = settingsOf(options()).select(data) ?? last
    if (!timer) update()
  }
  const end = listen(ws, () => onMessage)
  return () => {
    end()
    clearTimeout(timer)
  }
}

interface Settings<Value> {
  readonly throttle: number
  select(data: MessageData): Value | undefined
}

function settingsOf<Value>(options: LastMessageOptions<Value> = {}): Settings<Value> {
  const { throttle = 16, select = (data) => data as Value } = options
  if (throttle >= 0) return { throttle, select }
  throw invalid('throttle', __SENTENCES__ && { given: throttle, must: MILLISECONDS })
}
