import type { CloseInfo } from './transport.ts'
import { isInteger } from './validate.ts'

/** No closing handshake took place (RFC 6455, section 7.1.5). */
export const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }

/** Codes that an application may send: the W3C rule, 1000 or 3000 to 4999. */
export function isSendable(code: unknown): code is number {
  return code === 1000 || isInteger(code, 3000, 4999)
}

/** Codes that a server's close frame may carry, and 1005 for none (RFC 6455, section 7.4). */
export function isReceivable(code: number): boolean {
  return (isInteger(code, 1000, 1014) && code !== 1004 && code !== 1006) || isSendable(code)
}
