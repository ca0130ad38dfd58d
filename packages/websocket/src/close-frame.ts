import { sizeOf } from '@wsevent/core'
import { clamp, toText } from './interface.ts'

/** What goes into a close frame. */
export interface CloseFrame {
  readonly code: number | undefined
  readonly reason: string
}

/** What `close` was given, as the standard takes it. @throws InvalidAccessError, SyntaxError */
export function toCloseFrame([code, reason]: readonly unknown[]): CloseFrame {
  const number = code === undefined ? undefined : clamp(code)
  const text = reason === undefined ? '' : toText(reason)
  if (number !== undefined && number !== 1000 && (number < 3000 || number > 4999))
    throw new DOMException('The code must be 1000, or 3000 to 4999.', 'InvalidAccessError')
  if (sizeOf(text) > 123)
    throw new DOMException('The reason must have at most 123 bytes of UTF-8.', 'SyntaxError')
  return { code: number, reason: text }
}
