// Imported: the global one is a getter, which every text would call to be counted.
import { Buffer } from 'node:buffer'
import type { BlobLike, SendData } from '@wsevent/core'

const NOTHING = Buffer.alloc(0)

type Blobless = Exclude<SendData, BlobLike>

/**
 * Whether what `send` has let through is a Blob. Its brand is not asked for again: text and bytes, the usual, have none,
 * which costs an exception.
 */
export function isBlob(data: SendData): data is BlobLike {
  return typeof data === 'object' && !('byteLength' in data)
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
