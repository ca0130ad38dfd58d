import type { MessageData } from 'wsevent'

/** What a component is there for: to handle messages, to show the status, or to show the last message. */
export type Kind = 'handler' | 'status' | 'last'

/** One component. */
export interface Seat {
  readonly uri: string
  readonly key: string
  onMessage(data: MessageData): void
  /** Called by each render. */
  onRender(): void
}

/** Renders a component into the element; gives what unmounts it. */
export type Mount = (kind: Kind, seat: Seat, element: HTMLElement) => () => void

export const reconnect = { minDelay: 1, maxDelay: 1 }
