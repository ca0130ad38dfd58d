const FILL = 'żółw 0123456789 abcdefghijklmnopqrstuvwxyz '.repeat(8000)
const LARGEST_HEADER = 24

/**
 * A message of about `size` bytes that tells what it is and whether it is whole.
 * @param {string} id - `login 3`, or a number
 * @param {number} size - at most 300,000
 * @param {number} form - which of the kinds of data that `send` takes
 */
export function createMessage(id, size, form) {
  const filling = FILL.slice(0, Math.max(0, size - LARGEST_HEADER))
  const text = `${id};${filling.length};${filling}`
  if (form === 0) return text
  const bytes = new TextEncoder().encode(text)
  if (form === 1) return bytes
  if (form === 2) return bytes.buffer
  const wider = new Uint8Array(bytes.length + 2)
  wider.set(bytes, 1)
  return new DataView(wider.buffer, 1, bytes.length)
}

/**
 * Which message this is, or an error where it was damaged.
 * @param {unknown} data - what was sent, or came
 * @returns {string}
 */
export function readId(data) {
  const text =
    typeof data === 'string' ? data : new TextDecoder().decode(/** @type {ArrayBuffer} */ (data))
  const [id = '', length = ''] = text.slice(0, LARGEST_HEADER).split(';')
  const filling = text.slice(id.length + length.length + 2)
  if (filling.length !== Number(length) || !FILL.startsWith(filling)) {
    throw new Error(`a damaged message: ${JSON.stringify(text.slice(0, 60))}`)
  }
  return id
}
