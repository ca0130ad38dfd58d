import type { MessageData, WebSockets } from 'wsevent'
import { invalid } from './invalid.ts'
import { listen } from './listen.ts'
import type { Store } from './store.ts'

/** Options of `useLastMessage`. */
export interface LastMessageOptions<Value = MessageData> {
  /** What to keep of a message; `undefined` or `null` leaves the last value as it is. @defaultValue the message's data */
  readonly select?: ((data: MessageData) => Value | undefined) | undefined
  /** The least milliseconds between two renders; 0 is a render for each message. @defaultValue 16 */
  readonly throttle?: number | undefined
}

/** The options as they are now, each time they are read. */
interface Latest<Value> {
  readonly current: LastMessageOptions<Value> | undefined
}

/**
 * The last message as a store. The first one shows at once; those that follow within `throttle` show together.
 * @throws `ERR_INVALID_OPTION`
 */
export function lastMessage<Value>(
  ws: WebSockets,
  options: Latest<Value>,
): Store<Value | undefined> {
  let shown: Value | undefined
  throttleOf(options)
  return {
    get: () => shown,
    subscribe(onChange) {
      let last = shown
      let timer: ReturnType<typeof setTimeout> | undefined
      const show = (): void => {
        timer = undefined
        if (shown === last) return
        shown = last
        if (throttleOf(options)) timer = setTimeout(show, throttleOf(options))
        onChange()
      }
      const current = (data: MessageData): void => {
        last = selected(data, options) ?? last
        if (!timer) show()
      }
      const end = listen(ws, { current })
      return () => {
        clearTimeout(timer)
        end()
      }
    },
  }
}

function throttleOf({ current }: Latest<unknown>): number {
  const { throttle = 16 } = current ?? {}
  if (throttle >= 0) return throttle
  throw invalid('throttle', throttle, 'a number of milliseconds from 0')
}

function selected<Value>(data: MessageData, { current }: Latest<Value>): Value | undefined {
  return current?.select ? current.select(data) : (data as Value)
}
