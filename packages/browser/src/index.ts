import { Client, runtimeOf, type Platform } from '@wsevent/core'
import { network } from './network.ts'
import { options } from './options.ts'
import { page } from './page.ts'
import { isBlob, openTransport } from './transport.ts'

export * from '@wsevent/core/names'

const platform: Platform = {
  ...runtimeOf(globalThis),
  openTransport,
  network,
  options,
  isBlob,
  sizeOf: (data) =>
    typeof data === 'string'
      ? new TextEncoder().encode(data).length
      : ((data as ArrayBuffer).byteLength ?? (data as Blob).size),
  baseUri: () => page.document?.baseURI ?? page.location?.href,
}

/** The WebSocket client on the platform's native `WebSocket`. */
export class WebSockets extends Client {
  /** The same as `WebSockets.new()`. */
  constructor(...misplaced: []) {
    super(platform, misplaced)
  }
}

export default WebSockets
