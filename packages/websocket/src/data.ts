import type { SendData } from '@wsevent/node'
import { toText } from './interface.ts'

/** A message as Web IDL takes it: bytes and Blobs as they are, anything else as text. @throws TypeError */
export function toData(value: unknown): SendData {
  if (ArrayBuffer.isView(value)) return unshared(value, value.buffer)
  if (isArrayBuffer(value) || isBlob(value)) return value
  return toText(value)
}

/** @throws TypeError if other threads can write to it */
function unshared<View>(view: View, buffer: ArrayBufferLike): View {
  if (isArrayBuffer(buffer)) return view
  throw new TypeError('A view of shared memory cannot be sent.')
}

function isBlob(value: unknown): value is Blob {
  return typeof Blob === 'function' && value instanceof Blob
}

/** Also one of another realm. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return {}.toString.call(value) === '[object ArrayBuffer]'
}

/** Payload bytes. */
export function sizeOf(data: SendData): number {
  if (typeof data === 'string') return utf8Length(data)
  return 'size' in data ? data.size : data.byteLength
}

/** Bytes of UTF-8; a lone surrogate is replaced by U+FFFD, which has three. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2
    // Two units of a pair have four bytes, not six.
    if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) bytes -= 2
  }
  return bytes
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
