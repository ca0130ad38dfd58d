import type { Globals, Listenable } from '@wsevent/core'

/** What is global in a page; a worker or another runtime may lack some of it. */
interface Page extends Listenable, Globals {
  /** Each runtime has arguments of its own. */
  readonly WebSocket: new (uri: string, ...rest: readonly unknown[]) => WebSocket
  readonly document?: Listenable & { readonly baseURI: string }
  readonly location?: { readonly href: string }
}

export const page: Page = globalThis as Page
