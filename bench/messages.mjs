/** @typedef {'text' | 'utf8' | 'binary'} Kind */

const ASCII = 'The quick brown fox jumps over the lazy dog; 0123456789 '
const UNICODE = 'Grüße, 世界! Привет, κόσμε. '

/**
 * Text of exactly `size` bytes of UTF-8.
 * @param {string} pattern
 * @param {number} size
 */
function textOf(pattern, size) {
  let text = ''
  let used = 0
  for (const character of pattern.repeat(Math.ceil(size / pattern.length))) {
    const bytes = Buffer.byteLength(character)
    if (used + bytes > size) break
    text += character
    used += bytes
  }
  // Through a Buffer: a flat string, as one that came from elsewhere.
  return Buffer.from(text.padEnd(text.length + size - used, '.')).toString()
}

/**
 * One message as it is given to `send`.
 * @param {Kind} kind
 * @param {number} size in bytes
 * @returns {string | Uint8Array}
 */
export function messageOf(kind, size) {
  if (kind !== 'binary') return textOf(kind === 'utf8' ? UNICODE : ASCII, size)
  return Uint8Array.from({ length: size }, (_, index) => (index * 7) & 0xff)
}
