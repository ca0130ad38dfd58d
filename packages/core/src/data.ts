import { utf8Length } from './close-code.ts'
import type { BlobLike, SendData } from './events.ts'

const tagOf = (value: unknown): string => Object.prototype.toString.call(value)

/** Whether a value is an `ArrayBuffer`, of this realm or of another (an iframe's, a vm's). */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === '[object ArrayBuffer]'
}

/** Whether a value is text or bytes that no other thread can change meanwhile. */
export function isTextOrBytes(value: unknown): value is string | ArrayBuffer | ArrayBufferView {
  return (
    typeof value === 'string' ||
    isArrayBuffer(value) ||
    (ArrayBuffer.isView(value) && isArrayBuffer(value.buffer))
  )
}

/** Bytes that a message has on the wire, without its frame. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return utf8Length(data)
  return (data as ArrayBuffer).byteLength ?? (data as BlobLike).size
}

/** The message as it is now, whatever the caller does to the buffer later. */
export function snapshotOf(data: SendData): SendData {
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
  }
  return isArrayBuffer(data) ? data.slice(0) : data
}
