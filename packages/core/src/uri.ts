import { misuse } from './errors.ts'

// The one global that core uses: the WHATWG URL class, which every runtime has.
declare const URL: new (
  url: unknown,
  base?: string,
) => {
  port: string | number
  readonly href: string
  readonly origin: string
}

/** The part of the WHATWG `URL` class that is used here, so that the types need no `lib: dom`. */
export interface UrlLike {
  readonly href: string
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
  const text = typeof uri === 'string' ? uri : (uri as UrlLike | null | undefined)?.href
  let href = ''
  try {
    const url = __NODE__ && isHalf() ? asWritten(String(text)) : new URL(text, base)
    if (port) url.port = port
    href = url.href.replace(/^http(s?:)/, 'ws$1')
  } catch {
    // No cause: Node's error holds the whole URI, credentials and all.
  }
  if (typeof text === 'string' && /^wss?:[^#]+$/.test(href)) {
    // The caller's own, which many clients may share.
    return __NODE__ && href === text ? text : href
  }
  throw misuse('ERR_INVALID_URI', '', __SENTENCES__ && faultOf(text, href))
}

/** Whether `URL` is one that only cuts its text up, as React Native's, which can change no part of it. */
function isHalf(): boolean {
  return new URL('ws:a').href !== 'ws://a/'
}

/** An absolute URI for who cannot parse it; empty if there is no host in it. */
function asWritten(text: string): { port: string | number; readonly href: string } {
  const lower = text.replace(/^\w+:/, (scheme) => scheme.toLowerCase())
  const [whole = '', start = '', rest = ''] =
    /^(\w+:\/\/[^/?#]+?)(?::\d*)?([/?#].*)?$/s.exec(lower) ?? []
  return {
    port: '',
    get href() {
      return start && this.port ? `${start}:${this.port}${rest}` : whole
    },
  }
}

function faultOf(text: unknown, href: string): string {
  if (typeof text !== 'string') return 'is neither a string nor a URL'
  if (!href) return 'cannot be parsed'
  if (href.includes('#')) return 'has a fragment'
  // Without slashes, a user's name may stand where the scheme does.
  return `has ${/^[^:/]+(?=:\/\/)/.test(href) ? `the scheme ${href.split(':', 1)[0]}` : 'another scheme'}`
}

/** The URI that may be shown: without credentials. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/^(wss?:\/\/)[^/?]*@/, '$1')
}

/** Scheme, host and port: the part of a URI that a message may show. */
export function originOf(uri: string): string {
  // A half URL class has no origin.
  if (__NODE__) return withoutCredentials(uri).split(/[/?]/, 3).join('/')
  return uri && new URL(uri).origin
}
