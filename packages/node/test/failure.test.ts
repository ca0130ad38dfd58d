import { describe, expect, it } from 'vitest'
import { failureOf, retryAfterOf } from '../src/failure.ts'

const CONNECTING: Readonly<Record<string, readonly string[]>> = {
  ERR_CONNECTION_REFUSED: ['ECONNREFUSED'],
  ERR_HOST_NOT_FOUND: ['ENOTFOUND', 'EAI_AGAIN'],
  ERR_TLS_FAILED: [
    'EPROTO',
    'HOSTNAME_MISMATCH',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_TLS_PROTOCOL_VERSION_CONFLICT',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_OSSL_PEM_NO_START_LINE',
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'CERT_REJECTED',
    'CERT_CHAIN_TOO_LONG',
    'CERT_SIGNATURE_FAILURE',
    'ERROR_IN_CERT_NOT_AFTER_FIELD',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_CRL',
    'CRL_HAS_EXPIRED',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'UNSPECIFIED',
  ],
  ERR_MESSAGE_TOO_BIG: ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'WS_ERR_TOO_MANY_BUFFERED_PARTS'],
  ERR_CONNECT_FAILED: [
    '',
    'ECONNRESET',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'HPE_INVALID_CONSTANT',
    'HPE_HEADER_OVERFLOW',
    'toString',
    '__proto__',
  ],
}

const OPEN: Readonly<Record<string, readonly string[]>> = {
  ERR_CONNECTION_LOST: ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ERR_MESSAGE_TOO_BIG: ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'WS_ERR_TOO_MANY_BUFFERED_PARTS'],
  ERR_PROTOCOL: [
    '',
    'WS_ERR_INVALID_UTF8',
    'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
    'WS_ERR_INVALID_OPCODE',
    'WS_ERR_INVALID_CLOSE_CODE',
    'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH',
    'WS_ERR_EXPECTED_FIN',
    'WS_ERR_EXPECTED_MASK',
    'WS_ERR_UNEXPECTED_MASK',
    'WS_ERR_UNEXPECTED_RSV_1',
    'WS_ERR_UNEXPECTED_RSV_2_3',
    'Z_DATA_ERROR',
  ],
}

function rows(table: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(table).flatMap(([code, names]) =>
    names.map((name): [string, string] => [name, code]),
  )
}

describe('an error with the code', () => {
  it.each(rows(CONNECTING))('"%s" before the opening is %s', (name, code) => {
    const cause = Object.assign(new Error('a cause'), { code: name })
    const error = failureOf(cause, false)
    expect(error.code).toBe(code)
    expect(error.cause).toBe(cause)
  })

  it.each(rows(OPEN))('"%s" after the opening is %s', (name, code) => {
    const cause = Object.assign(new Error('a cause'), { code: name })
    const error = failureOf(cause, true)
    expect(error.code).toBe(code)
    expect(error.cause).toBe(cause)
  })

  it('that is none, or a number, is what the moment says', () => {
    expect(failureOf(new Error('a cause'), false).code).toBe('ERR_CONNECT_FAILED')
    expect(failureOf(Object.assign(new Error('a cause'), { code: 7 }), true).code).toBe(
      'ERR_PROTOCOL',
    )
  })

  it('never shows what the cause says in its own message', () => {
    const cause = new Error('connect to ws://me:secret@host/?token=secret')
    expect(failureOf(cause, false).message).not.toContain('secret')
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')

  it.each([
    ['0', 0],
    ['1', 1000],
    ['120', 120_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
    ['Mon, 23 Nov 2026 11:59:59 GMT', undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['120 seconds', undefined],
    [undefined, undefined],
  ])('"%s" is %s ms', (header, delay) => {
    expect(retryAfterOf(header, now)).toBe(delay)
  })
})
