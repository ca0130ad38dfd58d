/** What a page has, and a worker or a server may not have. */
interface Page extends Partial<EventTarget> {
  readonly document?: Partial<EventTarget> & { readonly baseURI: string }
  readonly location?: { readonly href: string }
}

export const page: Page = globalThis
