import { WebSocketsError } from './errors.ts'

// The one global that core uses: the WHATWG URL class, which every runtime has.
declare const URL: new (url: unknown, base?: string) => { port: string; readonly href: string }

/** What the WHATWG `URL` class has of use here; named so that the types need no `lib: dom`. */
export interface UrlLike {
  readonly href: string
}

/**
 * The URI to connect to, as the constructor of the W3C `WebSocket` makes it: resolved, `http(s):` mapped, a fragment refused.
 * @throws `ERR_INVALID_URI`, whose message never shows the URI
 */
export function resolveUri(uri: unknown, port: unknown, base: string | undefined): string {
  const text = typeof uri === 'string' ? uri : (uri as UrlLike | null | undefined)?.href
  try {
    const url = new URL(text, base)
    // The options' own check refuses what is no number.
    if (typeof port === 'number') url.port = String(port)
    const href = url.href.replace(/^http(s?:)/, 'ws$1')
    if (typeof text === 'string' && /^wss?:[^#]+$/.test(href)) return href
  } catch {
    // No cause: Node's error holds the whole URI, credentials and all.
  }
  throw new WebSocketsError('ERR_INVALID_URI')
}

/** The URI that may be shown: without credentials. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/^(wss?:\/\/)[^/?]*@/, '$1')
}
