import { beforeEach, describe, expect, it, vi, afterEach } from 'vitest'
import { adviceFor as shortAdviceFor } from '../src/advice-short.ts'
import { WebSockets, TLS_1_0, TLS_1_2, type ConnectOptions } from '../src/index.ts'
import { FakeWebSocket, install } from './support/fake-web-socket.ts'

const ADVICE: Readonly<Record<string, readonly [unknown, string]>> = {
  headers: [{ a: 'b' }, 'subprotocol'],
  agent: [{}, 'proxy'],
  ca: ['PEM', 'certificate authority'],
  cert: ['PEM', 'client certificate'],
  key: ['PEM', 'client certificate'],
  passphrase: ['secret', 'client certificate'],
  servername: ['a.test', 'name'],
  rejectUnauthorized: [false, 'certificate authority'],
  maxPayload: [1024, 'size of each message'],
  compression: [false, 'permessage-deflate'],
}

let client: WebSockets

beforeEach(() => {
  install()
  client = new WebSockets()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

function thrownFor(
  options: object,
  uri = 'wss://a.test/',
): { readonly code: string; readonly message: string } {
  try {
    client.connect(uri, options)
  } catch (error) {
    expect(client.readyState).toBe(3)
    expect(FakeWebSocket.made).toEqual([])
    return error as { readonly code: string; readonly message: string }
  }
  throw new Error('nothing was thrown')
}

describe('an option of Node’s', () => {
  it.each(Object.entries(ADVICE))(
    '%s is ERR_OPTION_UNSUPPORTED, and says how it is done here',
    (name, [value, advice]) => {
      const error = thrownFor({ [name]: value })
      expect(error.code).toBe('ERR_OPTION_UNSUPPORTED')
      expect(error.message).toContain(`"${name}" is for Node`)
      expect(error.message).toContain(advice)
      expect(error.message).toMatch(/#err_option_unsupported$/)
      expect(error.message).not.toContain('secret')
    },
  )

  it.each(Object.keys(ADVICE))('%s is refused whatever its value', (name) => {
    for (const value of [null, false, 0, '']) {
      expect(thrownFor({ [name]: value }).code).toBe('ERR_OPTION_UNSUPPORTED')
    }
  })

  it.each([...Object.keys(ADVICE), 'tls'])('%s as undefined counts as absent', (name) => {
    client.connect('wss://a.test/', { [name]: undefined })
    expect(FakeWebSocket.made).toHaveLength(1)
    client.disconnect()
  })

  it('is refused with a URI function too, before it is called', () => {
    const provider = vi.fn(() => 'wss://a.test/')
    expect(() => client.connect(provider, { headers: {} } as ConnectOptions)).toThrow(/"headers"/)
    expect(provider).not.toHaveBeenCalled()
  })

  it('from a URI function is ERR_URI_PROVIDER, with that cause', async () => {
    client.connect(() => ({ uri: 'wss://a.test/', headers: { a: 'b' } }))
    await expect(client.opened).rejects.toMatchObject({
      code: 'ERR_URI_PROVIDER',
      cause: { code: 'ERR_OPTION_UNSUPPORTED' },
    })
    expect(FakeWebSocket.made).toEqual([])
  })
})

describe('tls', () => {
  it.each([TLS_1_0, TLS_1_2, 'nonsense', null, false])('%s is ERR_TLS_UNSUPPORTED', (tls) => {
    expect(thrownFor({ tls }).code).toBe('ERR_TLS_UNSUPPORTED')
  })

  it('is refused for ws: as well', () => {
    expect(thrownFor({ tls: TLS_1_2 }, 'ws://a.test/').code).toBe('ERR_TLS_UNSUPPORTED')
  })

  it('says what to do', () => {
    expect(thrownFor({ tls: TLS_1_2 }).message).toMatch(
      /at the server\. http\S+#err_tls_unsupported$/,
    )
  })
})

it('a heartbeat needs a message, since a browser has no ping', () => {
  const error = thrownFor({ heartbeat: { interval: 1000 } })
  expect(error.code).toBe('ERR_INVALID_OPTION')
  expect(error.message).toContain('heartbeat.message')
})

it('the short advice, of the script-tag build, is the option’s name', () => {
  expect(shortAdviceFor('headers')).toBe('headers')
})
