import { toText } from './interface.ts'

interface Page {
  readonly document?: { readonly baseURI: string }
  readonly location?: { readonly href: string }
}

const page = globalThis as Page

/** The URL of a socket, as the standard's constructor makes it. @throws SyntaxError */
export function parseUrl(text: string, port?: number): URL {
  let url: URL | undefined
  try {
    url = new URL(text, page.document?.baseURI ?? page.location?.href)
    // The options' own check refuses what is no number.
    if (typeof port === 'number') url.port = String(port)
    url = new URL(url.href.replace(/^http/, 'ws'))
  } catch {
    // Told below.
  }
  // Only a fragment has a #; and no host has a %, but Chromium's parser makes one of a space.
  if (url && /^wss?:[^#]+$/.test(url.href) && !url.hostname.includes('%')) return url
  throw new DOMException(
    'The URL must be absolute, or relative to a page, with ws:, wss:, http: or https:, and without a fragment.',
    'SyntaxError',
  )
}

// RFC 9110, section 5.6.2.
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/

function isSequence(value: unknown): value is Iterable<unknown> {
  return Object(value) === value && Boolean((value as Partial<Iterable<unknown>>)[Symbol.iterator])
}

/** A `DOMString` or a sequence of them. @throws TypeError */
export function toProtocols(value: unknown = []): string[] {
  return (isSequence(value) ? [...value] : [value]).map(toText)
}

/** Case makes no difference, as the standard's own tests have it. @throws SyntaxError unless they are different tokens */
export function checkProtocols(protocols: readonly string[]): void {
  const different = new Set(protocols.map((one) => one.toLowerCase()))
  if (different.size === protocols.length && protocols.every((one) => TOKEN.test(one))) return
  throw new DOMException(
    'The subprotocols must be tokens that differ by more than case.',
    'SyntaxError',
  )
}
