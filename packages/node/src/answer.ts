import type { IncomingHttpHeaders } from 'node:http'

let last: IncomingHttpHeaders = {}

/** The same headers: values that the last answer had too are its own, since most servers give every client the same ones. */
export function shared(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  for (const [name, value] of Object.entries(headers))
    if (value === last[name]) headers[name] = last[name]
  // Cookies are nobody else's.
  const { 'set-cookie': _, ...rest } = headers
  last = rest
  return headers
}
