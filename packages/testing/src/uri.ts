import { MockServerError } from './errors.ts'

/** Absolute, as `ws:` or `wss:`; undefined if it is no URI of a WebSocket. */
export function parseUri(uri: string): URL | undefined {
  const page = (globalThis as { readonly location?: { readonly href: string } }).location
  try {
    const url = new URL(uri, page?.href)
    url.protocol = url.protocol.replace('http', 'ws')
    return /^wss?:$/.test(url.protocol) ? url : undefined
  } catch {
    return undefined
  }
}

/** What tells servers apart: a query is the client's affair, and so are credentials. */
export function addressOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}

/** The address of a server to be; throws unless the URI is one. */
export function serverAddress(uri: string): string {
  const url = parseUri(uri)
  if (url && !url.hash && !url.search) return addressOf(url)
  throw new MockServerError(
    'ERR_INVALID_URI',
    url
      ? `A mock server's URI has no query and no fragment, and ${uri} has: the server answers every query.`
      : `A mock server needs a ws: or wss: URI, and "${uri}" is none.`,
  )
}
