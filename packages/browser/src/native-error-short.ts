import type { WireCode } from '@wsevent/core'

/** What an error after the opening means: a browser's has no message. */
export function codeOf(_event: Event): WireCode {
  return 'ERR_PROTOCOL'
}
