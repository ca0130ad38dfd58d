import { describe, expect, it } from 'vitest'
import { codeOf } from '../src/native-error.ts'
import { codeOf as shortCodeOf } from '../src/native-error-short.ts'

const error = (message?: string): Event => Object.assign(new Event('error'), { message })

describe('an error after the opening', () => {
  it.each([
    'Unexpected EOF',
    'peer closed connection without sending TLS close_notify',
    'Connection reset by peer (os error 104)',
  ])('is a drop where it says so, as Deno does: %s', (message) => {
    expect(codeOf(error(message))).toBe('ERR_CONNECTION_LOST')
  })

  it.each([undefined, '', 'Invalid frame'])('is a broken protocol otherwise: %s', (message) => {
    expect(codeOf(error(message))).toBe('ERR_PROTOCOL')
  })

  it('is a broken protocol in the script-tag build, since a browser tells nothing', () => {
    expect(shortCodeOf(error())).toBe('ERR_PROTOCOL')
  })
})
