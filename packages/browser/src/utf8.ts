/** The bytes of a text in UTF-8. Counted, not encoded: jsdom under jest has no `TextEncoder`. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) as number
    if (point > 0x7f) bytes += 1
    if (point > 0x7ff) bytes += 1
    // Two units of the text are four bytes.
    if (point > 0xffff) at += 1
  }
  return bytes
}
