const FILLING = 'żółw 0123456789 abcdefghijklmnopqrstuvwxyz '.repeat(8000)

const textOf = (id: string, length: number) => `${id};${length};${FILLING.slice(0, length)}`

/** A message in one of the kinds of data that `send` takes: 0 to 3. */
export function createMessage(id: string, length: number, kind: number) {
  const text = textOf(id, length)
  const bytes = new TextEncoder().encode(text)
  if (kind === 0) return text
  if (kind === 1) return bytes
  if (kind === 2) return bytes.buffer
  const wider = new Uint8Array(bytes.length + 2)
  wider.set(bytes, 1)
  return new DataView(wider.buffer, 1, bytes.length)
}

/** The id of a message that is whole; throws if it is damaged. */
export function readId(data: unknown): string {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
  const [id = '', length = ''] = text.split(';', 2)
  if (text !== textOf(id, Number(length))) throw new Error(`damaged: ${text.slice(0, 60)}`)
  return id
}
