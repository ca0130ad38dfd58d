import { isBlob, runtimeOf, sizeOf, type Platform } from '@wsevent/core'
import { network } from './network.ts'
import { page } from './page.ts'

/** What every runtime with a native `WebSocket` gives core. */
export const native: Omit<Platform, 'options' | 'openTransport'> = {
  ...runtimeOf(page),
  network,
  isBlob,
  sizeOf,
  baseUri: () => page.document?.baseURI ?? page.location?.href,
}
