import { Client, runtimeOf, type Platform } from '@wsevent/core'
import { network } from './network.ts'
import { options } from './options.ts'
import { page } from './page.ts'
import { isBlob, openTransport } from './transport.ts'
import { utf8Length } from './utf8.ts'

export * from '@wsevent/core/names'

const platform: Platform = {
  ...runtimeOf(globalThis),
  openTransport,
  network,
  options,
  isBlob,
  sizeOf: (data) =>
    typeof data === 'string'
      ? utf8Length(data)
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
