import type { BlobLike, SendData } from './events.ts'

// Not every runtime has it.
declare const Blob: { readonly prototype: BlobLike }

/** Nothing: shared by all that have none. */
export const NONE: readonly never[] = Object.freeze([])

/** The same messages, for an event. */
export function frozen(messages: SendData[]): readonly SendData[] {
  return messages.length ? Object.freeze(messages) : NONE
}

/** Whether a value is a `Blob`, of this realm or of another, if the runtime has them: its brand, not its name. */
export function isBlob(value: unknown): value is BlobLike {
  try {
    return Reflect.get(Blob.prototype, 'size', value) >= 0
  } catch {
    return false
  }
}

/** Whether a value is an `ArrayBuffer`, of this realm or of another (an iframe's, a vm's): its brand, not its name. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    return Reflect.get(ArrayBuffer.prototype, 'byteLength', value) >= 0
  } catch {
    return false
  }
}

/** Whether a value is text or bytes that no other thread can change meanwhile. */
export function isTextOrBytes(value: unknown): value is string | ArrayBuffer | ArrayBufferView {
  return (
    typeof value === 'string' || isArrayBuffer(ArrayBuffer.isView(value) ? value.buffer : value)
  )
}

/** The message as it is now, whatever the caller does to the buffer later; a detached one is empty, as in the W3C API. */
export function snapshotOf(data: SendData): SendData {
  const { buffer, byteOffset, byteLength } = data as Partial<ArrayBufferView>
  if (byteLength === undefined) return data
  const bytes = byteLength
    ? new Uint8Array(buffer ?? (data as ArrayBuffer), byteOffset, byteLength).slice()
    : new Uint8Array()
  return buffer ? bytes : bytes.buffer
}
