import { describe, expect, it } from 'vitest'
import { WebSocketsError, type ErrorCode } from '../src/errors.ts'
import { sentence as shortSentence } from '../src/sentences-short.ts'
import { sentence } from '../src/sentences.ts'

const CODES: Readonly<Record<ErrorCode, true>> = {
  ERR_INVALID_URI: true,
  ERR_INVALID_OPTION: true,
  ERR_TLS_UNSUPPORTED: true,
  ERR_OPTION_UNSUPPORTED: true,
  ERR_INVALID_STATE: true,
  ERR_INVALID_DATA: true,
  ERR_INVALID_CLOSE: true,
  ERR_INVALID_LISTENER: true,
  ERR_QUEUE_FULL: true,
  ERR_CONNECT_FAILED: true,
  ERR_CONNECTION_REFUSED: true,
  ERR_HOST_NOT_FOUND: true,
  ERR_TLS_FAILED: true,
  ERR_HANDSHAKE_REJECTED: true,
  ERR_BLOCKED: true,
  ERR_CONNECT_TIMEOUT: true,
  ERR_HEARTBEAT_TIMEOUT: true,
  ERR_CONNECTION_LOST: true,
  ERR_PROTOCOL: true,
  ERR_MESSAGE_TOO_BIG: true,
  ERR_URI_PROVIDER: true,
  ERR_ABORTED: true,
}
const codes = Object.keys(CODES) as ErrorCode[]
const SUBJECTS: Partial<Record<ErrorCode, string>> = {
  ERR_INVALID_STATE: 'send',
  ERR_INVALID_OPTION: 'port',
  ERR_OPTION_UNSUPPORTED: '"headers" is for Node',
  ERR_HANDSHAKE_REJECTED: '503',
}

describe('WebSocketsError', () => {
  it.each(codes)('says a sentence and links its section: %s', (code) => {
    const error = new WebSocketsError(code, SUBJECTS[code])
    expect(error.message).toMatch(/^[A-Za-z].{20,}\. https:\/\/\S+\/docs\/errors\.md#err_[a-z_]+$/)
    expect(error.message.endsWith(`#${code.toLowerCase()}`)).toBe(true)
    expect(error).toMatchObject({ code, name: 'WebSocketsError' })
    expect(error).toBeInstanceOf(Error)
  })

  it('has a cause, a status and a wait only where they are known', () => {
    const bare = new WebSocketsError('ERR_PROTOCOL')
    expect(['cause', 'status', 'retryAfter'].filter((key) => Object.hasOwn(bare, key))).toEqual([])
    const init = { cause: new Error('why'), status: 503, retryAfter: 7000 }
    expect(new WebSocketsError('ERR_HANDSHAKE_REJECTED', '503', init)).toMatchObject(init)
  })
})

describe('sentence', () => {
  it('names the option and what it must be', () => {
    expect(sentence('ERR_INVALID_OPTION', 'port')).toBe(
      'The option "port" must be an integer from 1 to 65535.',
    )
  })

  it.each(['prot', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'says that the option %s does not exist',
    (name) => {
      expect(sentence('ERR_INVALID_OPTION', name)).toBe(`The option "${name}" does not exist.`)
    },
  )

  it.each(['connect', 'send', 'opened', 'iterate'])('says what %s waits for', (name) => {
    expect(sentence('ERR_INVALID_STATE', name)).not.toBe(name)
  })

  it('passes on what it has no sentence for', () => {
    expect(sentence('ERR_INVALID_STATE', 'Wait.')).toBe('Wait.')
  })

  it('tells the status of a rejected handshake', () => {
    expect(sentence('ERR_HANDSHAKE_REJECTED', '503')).toMatch(/ 503\.$/)
  })

  it('is the code and the subject in the short form', () => {
    expect(shortSentence('ERR_INVALID_OPTION', 'port')).toBe('ERR_INVALID_OPTION port')
    expect(shortSentence('ERR_PROTOCOL', '')).toBe('ERR_PROTOCOL')
  })
})
