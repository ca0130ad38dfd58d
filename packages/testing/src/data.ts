/** What a mock server receives: text as a `string`, binary as an `ArrayBuffer`. */
export type MessageData = string | ArrayBuffer

/** What a mock server sends. */
export type SendData = string | ArrayBuffer | ArrayBufferView

/** The same memory, as bytes. */
export function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}

/** A copy of the bytes, of their own. */
export function copyOf(data: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  return new Uint8Array(bytesOf(data)).buffer
}

/** The message as it is now: text as it is, binary copied. */
export function snapshotOf(data: SendData): MessageData {
  return typeof data === 'string' ? data : copyOf(data)
}

/** Jest's jsdom has no `TextEncoder`. */
function utf8Size(text: string): number {
  let size = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    size += point < 0x80 ? 1 : point < 0x8_00 ? 2 : point < 0x1_00_00 ? 3 : 4
  }
  return size
}

/** Payload bytes: UTF-8 for text. */
export function sizeOf(data: MessageData): number {
  return typeof data === 'string' ? utf8Size(data) : data.byteLength
}

/** `instanceof` would be false for one of another realm, as test runners have them. */
export function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}
