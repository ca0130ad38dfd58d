export type Kind = 'text' | 'utf8' | 'binary'

/** What is given to `send`. */
export type Message = string | Uint8Array<ArrayBuffer>

const PATTERNS = {
  text: 'The quick brown fox jumps over the lazy dog; 0123456789 ',
  utf8: 'Grüße, 世界! Привет, κόσμε. ',
}

/** A message of exactly `size` bytes. */
export function messageOf(kind: Kind, size: number): Message {
  const bytes = new Uint8Array(size)
  if (kind === 'binary') return bytes.map((_, index) => index * 7)
  const text = PATTERNS[kind].repeat(Math.ceil(size / PATTERNS[kind].length))
  const { written } = new TextEncoder().encodeInto(text, bytes)
  // Filled with dots, and decoded: a flat string, like one that came from elsewhere.
  return new TextDecoder().decode(bytes.fill(46, written))
}
