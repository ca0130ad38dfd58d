import type { WireCode } from '@wsevent/core'

/** What an error after the opening means: a drop, where the platform's message says so, as Deno's does. */
export function codeOf(event: Event & { readonly message?: string }): WireCode {
  // Of an ended TCP connection, of one without TLS's close_notify, and of an error of the system.
  const isLost = /EOF|close_notify|os error/.test(String(event.message))
  return isLost ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL'
}
