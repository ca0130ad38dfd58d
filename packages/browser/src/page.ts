/** Something that may take listeners; runtimes without a page have none. */
export type Target = Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>

/** What is global in a page; a worker or another runtime may lack some of it. */
interface Page extends Target {
  /** Each runtime has arguments of its own. */
  readonly WebSocket: new (uri: string, ...rest: readonly unknown[]) => WebSocket
  readonly document?: Target & { readonly baseURI: string }
  readonly location?: { readonly href: string }
}

export const page: Page = globalThis as Page
