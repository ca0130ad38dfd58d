import { isArrayBuffer, isBlob } from '@wsevent/core'
import type { SendData } from '@wsevent/node'
import { toText } from './interface.ts'

/** A message as Web IDL takes it: bytes and Blobs as they are, anything else as text. @throws TypeError */
export function toData(value: unknown): SendData {
  // What is none is found by an exception, which costs several microseconds: text, the usual, comes first.
  if (typeof value !== 'object') return toText(value)
  if (ArrayBuffer.isView(value)) return unshared(value, value.buffer)
  if (isArrayBuffer(value) || isBlob(value)) return value
  return toText(value)
}

/** @throws TypeError if other threads can write to it */
function unshared<View>(view: View, buffer: ArrayBufferLike): View {
  if (isArrayBuffer(buffer)) return view
  throw new TypeError('A view of shared memory cannot be sent.')
}
