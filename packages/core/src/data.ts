import { utf8Length } from './close-code.ts'
import type { BlobLike, SendData } from './events.ts'

const { get: lengthOf } = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength') as {
  get(this: unknown): number
}

/** Whether a value is an `ArrayBuffer`, of this realm or of another (an iframe's, a vm's): its brand, not its name. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    lengthOf.call(value)
    return true
  } catch {
    return false
  }
}

/** Whether a value is text or bytes that no other thread can change meanwhile. */
export function isTextOrBytes(value: unknown): value is string | ArrayBuffer | ArrayBufferView {
  return (
    typeof value === 'string' ||
    (ArrayBuffer.isView(value) ? isArrayBuffer(value.buffer) : isArrayBuffer(value))
  )
}

/** Bytes that a message has on the wire, without its frame. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return utf8Length(data)
  return (data as ArrayBuffer).byteLength ?? (data as BlobLike).size
}

/** The message as it is now, whatever the caller does to the buffer later; a detached one is empty, as in the W3C API. */
export function snapshotOf(data: SendData): SendData {
  if (ArrayBuffer.isView(data)) {
    const { buffer, byteOffset, byteLength } = data
    return byteLength > 0
      ? new Uint8Array(buffer, byteOffset, byteLength).slice()
      : new Uint8Array()
  }
  if (!isArrayBuffer(data)) return data
  return data.byteLength > 0 ? data.slice(0) : new ArrayBuffer(0)
}
