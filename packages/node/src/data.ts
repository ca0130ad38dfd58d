import type { BlobLike, SendData } from '@wsevent/core'

const NOTHING = Buffer.alloc(0)

type Blobless = Exclude<SendData, BlobLike>

/** Whether a value is a `Blob`: one that only has its prototype throws. */
export function isBlob(data: unknown): data is BlobLike {
  try {
    return data instanceof Blob && data.size >= 0
  } catch {
    return false
  }
}

/** The same memory, as bytes. */
export function bytesOf(data: ArrayBuffer | ArrayBufferView): Buffer {
  // A detached buffer is empty, and Buffer refuses it.
  if (data.byteLength === 0) return NOTHING
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data)
}

/** The bytes, or the text, as they are now. */
export function snapshotOf(data: Blobless): string | Buffer {
  return typeof data === 'string' ? data : Buffer.from(bytesOf(data))
}

/** Payload bytes, as browsers count them: `ws` counts its frame headers too. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return isBlob(data) ? data.size : data.byteLength
}
