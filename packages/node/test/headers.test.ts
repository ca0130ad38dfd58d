import { describe, expect, it } from 'vitest'
import { serveRaw } from './support/raw-server.ts'
import { failed, opened, pair, refused } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

const INJECTIONS: readonly object[] = [
  { 'x-a': 'b\r\nx-evil: 1' },
  { 'x-a': 'b\nx-evil: 1' },
  { 'x-a': 'b\rx-evil: 1' },
  { 'x-a': 'b\0' },
  { 'x-a': ['fine', 'b\r\nx-evil: 1'] },
  { 'x-a\r\nx-evil': '1' },
  { 'x-a\nx-evil': '1' },
  { 'x-a\0': '1' },
  { 'x-a: 1\r\nx-evil': '1' },
]

const NAMES = ['Connection', 'UPGRADE', 'Sec-WebSocket-Key', 'sec-websocket-any']
const HANDSHAKE: readonly object[] = NAMES.map((name) => ({ [name]: 'a' }))

describe('a header', () => {
  it.each([...INJECTIONS, ...HANDSHAKE])(
    'that injects or makes the handshake is refused: %j',
    async (headers) => {
      const target = { uri: 'ws://127.0.0.1:1/', headers: headers as Record<string, string> }
      const { code, message } = refused(target.uri, { headers })
      expect(code).toBe('ERR_INVALID_OPTION')
      expect(message).toContain('"headers"')
      const error = await failed(() => target)
      expect(error).toMatchObject({ code: 'ERR_URI_PROVIDER', cause: { code, message } })
    },
  )

  it('arrives under its name, whatever it is', async () => {
    const values = {
      authorization: 'Bearer a.b-c',
      cookie: 'a=1; b=2',
      host: 'a.test',
      origin: 'https://b.test',
      'user-agent': 'c/1',
      'x-empty': '',
      'x-latin-1': 'é\tü',
    }
    const { peer } = await pair(serve(), { headers: { ...values, 'X-List': ['1', '2'] } })
    expect(peer.request.headers).toMatchObject({ ...values, 'x-list': '1, 2' })
  })
})

describe('the handshake', () => {
  it('offers the subprotocols in their order, and nothing that was not asked for', async () => {
    const server = serveRaw((peer) => peer.accept('Sec-WebSocket-Protocol: b\r\n'))
    const { peer } = await pair(server, { protocols: ['a', 'b'] })
    expect(Object.fromEntries(peer.headers)).toEqual({
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': expect.stringMatching(/^[\w+/]{22}==$/) as string,
      'sec-websocket-protocol': 'a,b',
      'sec-websocket-version': '13',
    })
  })

  it('carries the credentials of the URI, which the client shows nowhere', async () => {
    const server = await serveRaw()
    const { client } = await opened(server.url.replace('//', '//me:pass%20word@'))
    const { headers } = await server.nextPeer()
    expect(headers.get('authorization')).toBe(`Basic ${btoa('me:pass word')}`)
    expect(client.url).toBe(server.url)
  })
})
