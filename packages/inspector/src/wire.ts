import { InspectorError } from './errors.ts'
import type { Entry, LogRecord } from './record.ts'
import type { Action } from './recording.ts'

/** What crosses a channel. */
export type Wire =
  /** Who looks on asks who is there. */
  | { readonly kind: 'hello' }
  | {
      readonly kind: 'recording'
      readonly from: string
      readonly startedAt: number
      readonly now: number
      readonly hasFaults: boolean
      readonly records: readonly LogRecord[]
    }
  | { readonly kind: 'entries'; readonly from: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'bye'; readonly from: string }
  | {
      readonly kind: 'act'
      readonly to: string
      readonly action: Action
      readonly client: number
      readonly value?: string | number | undefined
    }
  | { readonly kind: 'failed'; readonly from: string; readonly message: string }

/** A BroadcastChannel of the inspector's own. */
export class Channel {
  readonly #channel: BroadcastChannel

  /** @throws `ERR_INVALID_OPTION` */
  constructor(name: string, onMessage: (message: Wire) => void) {
    if (typeof name !== 'string' || !name)
      throw new InspectorError(
        'ERR_INVALID_OPTION',
        'channel must be a name: a string that is not empty.',
      )
    this.#channel = new BroadcastChannel(`wsevent:${name}`)
    this.#channel.onmessage = ({ data }: MessageEvent<Wire>) => onMessage(data)
    unref(this.#channel)
  }

  post(message: Wire): void {
    this.#channel.postMessage(message)
  }

  close(): void {
    this.#channel.close()
  }
}

/** On Node, what keeps the process alive no longer does. */
export function unref(value: unknown): void {
  ;(value as { unref?: () => void }).unref?.()
}
