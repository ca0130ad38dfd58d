import { describe, expect, it } from 'vitest'
import { WebSockets } from '../src/index.ts'
import { connect, failed, opened, thrownBy } from './support/recorder.ts'
import { serveRaw } from './support/raw-server.ts'
import { serve } from './support/ws-server.ts'

type HeaderOption = Readonly<Record<string, string | readonly string[]>>

const INJECTIONS: readonly HeaderOption[] = [
  { 'x-a': 'b\r\nx-evil: 1' },
  { 'x-a': 'b\nx-evil: 1' },
  { 'x-a': 'b\rx-evil: 1' },
  { 'x-a': 'b\0' },
  { 'x-a': '\r\n\r\nGET / HTTP/1.1' },
  { 'x-a': ['fine', 'b\r\nx-evil: 1'] },
  { 'x-a\r\nx-evil': '1' },
  { 'x-a\nx-evil': '1' },
  { 'x-a\0': '1' },
  { 'x-a: 1\r\nx-evil': '1' },
]

const OWN = [
  'Connection',
  'connection',
  'Upgrade',
  'UPGRADE',
  'Sec-WebSocket-Key',
  'sec-websocket-version',
  'Sec-WebSocket-Protocol',
  'SEC-WEBSOCKET-EXTENSIONS',
  'Sec-WebSocket-Accept',
]

describe('a header', () => {
  it.each(INJECTIONS.map((headers) => ({ headers, given: JSON.stringify(headers) })))(
    'that would inject is refused: $given',
    ({ headers }) => {
      const client = new WebSockets()
      const error = thrownBy(() => client.connect('ws://127.0.0.1:1/', { headers }))
      expect(error.code).toBe('ERR_INVALID_OPTION')
      expect(error.message).toContain('"headers"')
      expect(client.readyState).toBe(3)
    },
  )

  it.each(INJECTIONS.map((headers) => ({ headers, given: JSON.stringify(headers) })))(
    'of a URI function that would inject is ERR_URI_PROVIDER: $given',
    async ({ headers }) => {
      const error = await failed(() => ({ uri: 'ws://127.0.0.1:1/', headers }))
      expect(error).toMatchObject({
        code: 'ERR_URI_PROVIDER',
        cause: { code: 'ERR_INVALID_OPTION' },
      })
    },
  )

  it.each(OWN)('of the handshake’s own is refused: %s', (name) => {
    const client = new WebSockets()
    const error = thrownBy(() => client.connect('ws://127.0.0.1:1/', { headers: { [name]: 'a' } }))
    expect(error.code).toBe('ERR_INVALID_OPTION')
  })

  it('arrives, and a list as one each', async () => {
    const server = await serve()
    const headers = {
      Authorization: 'Bearer a.b-c',
      Cookie: 'a=1; b=2',
      'X-List': ['1', '2'],
      'X-Empty': '',
    }
    await opened(server.url, { headers })
    const { request } = await server.nextPeer()
    expect(request.headers).toMatchObject({
      authorization: 'Bearer a.b-c',
      cookie: 'a=1; b=2',
      'x-list': '1, 2',
      'x-empty': '',
      upgrade: 'websocket',
    })
  })

  it('may set Host, Origin and User-Agent', async () => {
    const server = await serve()
    const headers = { Host: 'a.test', Origin: 'https://b.test', 'User-Agent': 'c/1' }
    await opened(server.url, { headers })
    const { request } = await server.nextPeer()
    expect(request.headers).toMatchObject({
      host: 'a.test',
      origin: 'https://b.test',
      'user-agent': 'c/1',
    })
  })

  it('in Latin-1 or with a tab arrives as it is', async () => {
    const server = await serve()
    await opened(server.url, { headers: { 'X-Name': 'é\tü' } })
    const { request } = await server.nextPeer()
    expect(request.headers['x-name']).toBe('é\tü')
  })

  it('that is changed after the call is sent as it was', async () => {
    const server = await serve()
    const headers: Record<string, string> = { 'X-A': 'before' }
    const recorder = connect(server.url, { headers })
    headers['X-A'] = 'after\r\nx-evil: 1'
    await recorder.first('open')
    expect((await server.nextPeer()).request.headers['x-a']).toBe('before')
  })
})

describe('a URI function', () => {
  it('gives headers for its attempt, in place of the option’s', async () => {
    const server = await serve()
    const target = { uri: server.url, headers: { 'X-Token': 'fresh' } }
    await opened(() => Promise.resolve(target), { headers: { 'X-Token': 'stale', 'X-B': 'b' } })
    const { request } = await server.nextPeer()
    expect(request.headers['x-token']).toBe('fresh')
    expect(request.headers).not.toHaveProperty('x-b')
  })

  it('without headers leaves those of the option', async () => {
    const server = await serve()
    await opened(() => server.url, { headers: { 'X-Token': 'kept' } })
    expect((await server.nextPeer()).request.headers['x-token']).toBe('kept')
  })
})

describe('the handshake', () => {
  it('offers the subprotocols in their order, and nothing that was not asked for', async () => {
    const server = await serveRaw((peer) => peer.accept('Sec-WebSocket-Protocol: b\r\n'))
    await opened(server.url, { protocols: ['a', 'b'] })
    const { headers } = await server.nextPeer()
    expect(headers.get('sec-websocket-protocol')).toBe('a,b')
    expect(headers.get('sec-websocket-version')).toBe('13')
    expect(headers.has('sec-websocket-extensions')).toBe(false)
    expect(headers.has('origin')).toBe(false)
    expect(headers.has('authorization')).toBe(false)
  })

  it('carries the credentials of the URI, and shows them nowhere', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const recorder = await opened(server.url.replace('//', '//me:pass%20word@'))
    const { headers } = await server.nextPeer()
    expect(headers.get('authorization')).toBe(`Basic ${btoa('me:pass word')}`)
    expect(recorder.client.url).toBe(server.url)
  })
})
