import type { BlobLike, SendData } from './events.ts'

/** Payload bytes of a message: UTF-8 for text. */
export function sizeOf(data: SendData): number {
  if (typeof data !== 'string') return (data as ArrayBuffer).byteLength ?? (data as BlobLike).size
  // Counted, not encoded: jsdom under jest has no `TextEncoder`.
  let bytes = data.length
  for (let at = 0; at < data.length; at += 1) {
    const point = data.codePointAt(at) as number
    if (point > 0x7f) bytes += 1
    if (point > 0x7ff) bytes += 1
    // Two units of the text are four bytes.
    if (point > 0xffff) at += 1
  }
  return bytes
}
