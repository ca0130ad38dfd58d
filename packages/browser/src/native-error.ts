import type { WireCode } from '@wsevent/core'

/** What an error after the opening means: a drop, if the platform's message says so, as Deno's does. */
export function codeOf(event: Event & { readonly message?: string }): WireCode {
  // An ended TCP connection, one without TLS's close_notify, and an error of the system.
  const isLost = __NODE__ && /EOF|close_notify|os error/.test(String(event.message))
  return isLost ? 'ERR_CONNECTION_LOST' : 'ERR_PROTOCOL'
}
