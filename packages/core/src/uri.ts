import { WebSocketsError } from './errors.ts'

interface ParsedUrl {
  protocol: string
  port: string
  username: string
  password: string
  readonly href: string
}

// The one global that core uses: the WHATWG URL class, which every runtime has.
declare const URL: new (url: string, base?: string) => ParsedUrl

/** What the WHATWG `URL` class has of use here; named so that the types need no `lib: dom`. */
export interface UrlLike {
  readonly href: string
}

const SCHEMES: Readonly<Record<string, string>> = {
  'ws:': 'ws:',
  'wss:': 'wss:',
  'http:': 'ws:',
  'https:': 'wss:',
}

function parse(uri: unknown, base: string | undefined): ParsedUrl {
  const text = typeof uri === 'string' ? uri : (uri as UrlLike | null | undefined)?.href
  try {
    if (typeof text === 'string') return new URL(text, base)
  } catch {
    // No cause: Node's error holds the whole URI, credentials and all.
  }
  throw new WebSocketsError('ERR_INVALID_URI')
}

/**
 * The URI to connect to, as the constructor of the W3C `WebSocket` makes it: resolved, `http(s):` mapped, a fragment refused.
 * @throws `ERR_INVALID_URI`, whose message never shows the URI
 */
export function resolveUri(
  uri: unknown,
  port: number | undefined,
  base: string | undefined,
): string {
  const url = parse(uri, base)
  const scheme = SCHEMES[url.protocol]
  if (scheme === undefined || url.href.includes('#')) throw new WebSocketsError('ERR_INVALID_URI')
  url.protocol = scheme
  // The options' own check refuses what is no number.
  if (typeof port === 'number') url.port = String(port)
  return url.href
}

/** The URI that may be shown: without credentials. */
export function withoutCredentials(uri: string): string {
  if (!uri.includes('@')) return uri
  const url = new URL(uri)
  url.username = ''
  url.password = ''
  return url.href
}
