import { isBlob, runtimeOf, type Platform, type SendData } from '@wsevent/core'
import { network } from './network.ts'
import { page } from './page.ts'
import { utf8Length } from './utf8.ts'

function sizeOf(data: SendData): number {
  if (typeof data === 'string') return utf8Length(data)
  return (data as ArrayBuffer).byteLength ?? (data as Blob).size
}

/** What every runtime with a native `WebSocket` gives core. */
export const native: Omit<Platform, 'options' | 'openTransport'> = {
  ...runtimeOf(globalThis),
  network,
  isBlob,
  sizeOf,
  baseUri: () => page.document?.baseURI ?? page.location?.href,
}
