import { commonOptions } from '@wsevent/core'
import { describe, expect, it, vi } from 'vitest'
import { options as optionsOnNode } from '../../node/src/options.ts'
import { TLS_1_0, TLS_1_2, WebSockets, type ConnectOptions } from '../src/index.ts'
import { FakeWebSocket, usePlatform } from './support/fake-web-socket.ts'

const ADVICE: Readonly<Record<string, string>> = {
  headers: 'send a token in a subprotocol',
  agent: 'proxy of its own settings',
  proxy: 'proxy of its own settings',
  ca: 'install the certificate authority',
  cert: 'install the client certificate',
  key: 'install the client certificate',
  passphrase: 'install the client certificate',
  servername: 'the name in its certificate',
  rejectUnauthorized: 'install the certificate authority',
  maxPayload: 'check the size of each message',
  compression: 'permessage-deflate itself',
}

const ONLY_ON_NODE = Object.keys(optionsOnNode).filter((name) => !(name in commonOptions))
const VALUES = [null, false, 0, '', 'secret', {}, TLS_1_0, TLS_1_2]

usePlatform()

/** The error of a `connect` that must throw, and open nothing. */
function refused(options: object, uri = 'wss://a.test/') {
  const client = new WebSockets()
  const connect = vi.fn(() => client.connect(uri, options))
  expect(connect).toThrow()
  expect(client.readyState).toBe(3)
  expect(FakeWebSocket.made).toEqual([])
  return connect.mock.results[0]?.value as { readonly code: string; readonly message: string }
}

describe.each(ONLY_ON_NODE)('%s, which only Node has,', (name) => {
  it('is refused whatever its value, and the message says how it is done here', () => {
    const isTls = name === 'tls'
    for (const value of VALUES) {
      const { code, message } = refused({ [name]: value })
      expect(code).toBe(isTls ? 'ERR_TLS_UNSUPPORTED' : 'ERR_OPTION_UNSUPPORTED')
      expect(message).toContain(isTls ? 'on the server' : ADVICE[name])
      expect(message).toContain(`"${name}"`)
      expect(message).toMatch(/ https:\S+#err_(tls|option)_unsupported$/)
      expect(message).not.toContain('secret')
    }
  })

  it('counts as absent if it is undefined', () => {
    const client = new WebSockets()
    client.connect('wss://a.test/', { [name]: undefined })
    expect(FakeWebSocket.made).toHaveLength(1)
    client.disconnect()
  })
})

it('tls is refused for ws: as well', () => {
  expect(refused({ tls: TLS_1_2 }, 'ws://a.test/').code).toBe('ERR_TLS_UNSUPPORTED')
})

describe('with a URI function, an option that only Node has', () => {
  it('is refused before the function is called', () => {
    const provider = vi.fn(() => 'wss://a.test/')
    const options = { headers: {} } as ConnectOptions
    expect(() => new WebSockets().connect(provider, options)).toThrow('"headers"')
    expect(provider).not.toHaveBeenCalled()
  })

  it('is ERR_URI_PROVIDER if the function returns it, with that cause', async () => {
    const client = new WebSockets()
    client.connect(() => ({ uri: 'wss://a.test/', headers: { a: 'b' } }))
    await expect(client.opened).rejects.toMatchObject({
      code: 'ERR_URI_PROVIDER',
      cause: { code: 'ERR_OPTION_UNSUPPORTED' },
    })
    expect(FakeWebSocket.made).toEqual([])
  })
})

it('a heartbeat needs a message, since a browser has no ping', () => {
  const { code, message } = refused({ heartbeat: { interval: 1000 } })
  expect(code).toBe('ERR_INVALID_OPTION')
  expect(message).toContain('heartbeat.message')
})
