import type { CloseInfo } from './transport.ts'

/** No closing handshake took place (RFC 6455, section 7.1.5). */
export const ABNORMAL: CloseInfo = { code: 1006, reason: '', wasClean: false }

function isBetween(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to
}

/** Codes that an application may send: the W3C rule, 1000 or 3000 to 4999. */
export function isSendable(code: unknown): code is number {
  return code === 1000 || isBetween(code, 3000, 4999)
}

/** Codes that a server's close frame may carry, and 1005 for none (RFC 6455, section 7.4). */
export function isReceivable(code: number): boolean {
  return (
    isBetween(code, 3000, 4999) || (isBetween(code, 1000, 1014) && code !== 1004 && code !== 1006)
  )
}

/** The length of a string in bytes of UTF-8, a lone surrogate counted as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    // A pair is two units and four bytes: its second unit adds nothing.
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i += 1
  }
  return bytes
}

/** Whether a close reason fits into a control frame (RFC 6455, section 5.5). */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && utf8Length(reason) <= 123
}
