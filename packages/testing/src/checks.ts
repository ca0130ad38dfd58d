import { sizeOf } from './data.ts'
import { parseUri } from './uri.ts'

// RFC 9110, section 5.6.2: what a subprotocol's name is made of.
const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/

/** @throws DOMException `SyntaxError` */
export function parse(given: string | URL): URL {
  const url = parseUri(String(given))
  if (!url || url.hash) throw new DOMException(`${given} is no URI of a WebSocket`, 'SyntaxError')
  return url
}

/** @throws DOMException `SyntaxError` */
export function checkProtocols(protocols: readonly string[]): void {
  const isGood = protocols.every((protocol) => TOKEN.test(protocol))
  if (!isGood || new Set(protocols).size < protocols.length) {
    throw new DOMException('a subprotocol is no token, or is there twice', 'SyntaxError')
  }
}

/** @throws DOMException `InvalidAccessError` or `SyntaxError` */
export function checkClose(code: number | undefined, reason: string): void {
  if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
    throw new DOMException('the code is neither 1000 nor from 3000 to 4999', 'InvalidAccessError')
  }
  if (sizeOf(reason) > 123) {
    throw new DOMException('the reason is longer than 123 bytes', 'SyntaxError')
  }
}
