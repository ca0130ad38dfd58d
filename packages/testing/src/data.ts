/** What a mock server receives: text as a `string`, binary as an `ArrayBuffer`. */
export type MessageData = string | ArrayBuffer

/** What a mock server sends. */
export type SendData = string | ArrayBuffer | ArrayBufferView

/** A copy of the bytes, of their own. */
export function copyOf(data: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
  return new Uint8Array(bytes).buffer
}

/** The message as it is now: text as it is, binary copied. */
export function snapshotOf(data: SendData): MessageData {
  return typeof data === 'string' ? data : copyOf(data)
}

/** Payload bytes: UTF-8 for text. */
export function sizeOf(data: MessageData): number {
  return typeof data === 'string' ? new TextEncoder().encode(data).length : data.byteLength
}
