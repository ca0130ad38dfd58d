import { describe, expect, it, onTestFinished } from 'vitest'
import { ProxyError, failureOf, retryAfterOf } from '../src/failure.ts'

const TOO_BIG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH WS_ERR_TOO_MANY_BUFFERED_PARTS'

// Each code with the names that Node, OpenSSL and ws have for it.
const CONNECTING: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'ECONNREFUSED',
  ERR_HOST_NOT_FOUND: 'ENOTFOUND EAI_AGAIN',
  ERR_TLS_FAILED: `EPROTO HOSTNAME_MISMATCH UNSPECIFIED
    ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_PROTOCOL_VERSION_CONFLICT ERR_SSL_WRONG_VERSION_NUMBER
    ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_OSSL_PEM_NO_START_LINE
    ERR_OSSL_X509_KEY_VALUES_MISMATCH DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN
    CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_UNTRUSTED CERT_REJECTED
    CERT_CHAIN_TOO_LONG CERT_SIGNATURE_FAILURE ERROR_IN_CERT_NOT_AFTER_FIELD
    UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE
    UNABLE_TO_GET_CRL CRL_HAS_EXPIRED INVALID_CA INVALID_PURPOSE PATH_LENGTH_EXCEEDED`,
  ERR_MESSAGE_TOO_BIG: TOO_BIG,
  ERR_CONNECT_FAILED: `ECONNRESET ETIMEDOUT EHOSTUNREACH ENETUNREACH HPE_INVALID_CONSTANT
    HPE_HEADER_OVERFLOW toString __proto__`,
}

const OPEN: Readonly<Record<string, string>> = {
  ERR_CONNECTION_LOST: 'ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH',
  ERR_MESSAGE_TOO_BIG: TOO_BIG,
  ERR_PROTOCOL: `WS_ERR_INVALID_UTF8 WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH WS_ERR_INVALID_OPCODE
    WS_ERR_INVALID_CLOSE_CODE WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH WS_ERR_EXPECTED_FIN
    WS_ERR_EXPECTED_MASK WS_ERR_UNEXPECTED_MASK WS_ERR_UNEXPECTED_RSV_1 WS_ERR_UNEXPECTED_RSV_2_3
    Z_DATA_ERROR ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC`,
}

describe.each([
  ['before the opening', false, CONNECTING],
  ['after the opening', true, OPEN],
])('an error %s', (_, isOpen, table) => {
  const rows = Object.entries(table).flatMap(([code, names]) =>
    names.split(/\s+/).map((name) => [name, code] as const),
  )

  it.each(rows)('with the code %s is %s', (name, code) => {
    const cause = Object.assign(new Error('what OpenSSL or ws says'), { code: name })
    // A message of Node's own may hold the URI; a name of Node's or the system's holds none.
    let detail = /TLS|PROTOCOL/.test(code) ? cause.message : undefined
    if (code === 'ERR_CONNECT_FAILED' && /^[EH]/.test(name)) detail = `the platform says "${name}"`
    expect(failureOf(cause, isOpen)).toEqual({ code, cause, detail })
  })

  it.each([undefined, '', 7])('with the code %o is what the moment says', (code) => {
    const expected = isOpen ? 'ERR_PROTOCOL' : 'ERR_CONNECT_FAILED'
    expect(failureOf(Object.assign(new Error('a cause'), { code }), isOpen).code).toBe(expected)
  })
})

describe('the sentence of a failed connection shows', () => {
  it.each([
    'Invalid Upgrade header',
    'Invalid Sec-WebSocket-Accept header',
    'Server sent no subprotocol',
    'Server sent a Sec-WebSocket-Extensions header but no extension was requested',
  ])('what ws found: %s', (message) => {
    expect(failureOf(new Error(message), false).detail).toBe(`the platform says "${message}"`)
  })

  it.each([
    { message: 'Server sent http://user:secret@example.com', code: undefined },
    { message: 'no way to wss://example.com/?token=secret', code: undefined },
    { message: 'Server sent no subprotocol', code: 'an agent, at wss://example.com' },
  ])('nothing else that an agent says: %o', ({ message, code }) => {
    expect(failureOf(Object.assign(new Error(message), { code }), false).detail).toBeUndefined()
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')

  const UNUSABLE = ['', 'soon', '-5', '1.5', '1e3', '0x10', '120 seconds', undefined]

  it.each<[string | undefined, number?]>([
    ['0', 0],
    ['1', 1000],
    ['120', 120_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
    ['Mon, 23 Nov 2026 11:59:59 GMT'],
    ['3601', 3_600_000],
    ['99999999999999', 3_600_000],
    ['9'.repeat(309), 3_600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
    ...UNUSABLE.map((header): [string | undefined] => [header]),
  ])('of "%s" is %s ms', (header, delay) => {
    expect(retryAfterOf(header, now)).toBe(delay)
  })
})

it('a polluted Object.prototype gives a proxy no status', () => {
  Object.assign(Object.prototype, { status: 404 })
  onTestFinished(() => void Reflect.deleteProperty(Object.prototype, 'status'))
  const refused = new ProxyError('the proxy is gone', { retryAfter: 1000 })
  const failure = failureOf(refused, false)
  expect(Object.hasOwn(failure, 'status')).toBe(false)
  expect(failure.retryAfter).toBe(1000)
})
