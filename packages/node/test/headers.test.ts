import { describe, expect, it } from 'vitest'
import { serveRaw } from './support/raw-server.ts'
import { connect, failed, opened, pair, refused } from './support/recorder.ts'
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

describe('the headers of the answer', () => {
  const LINES = 'X-A: 1\r\nX-a: 2\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n'
  const expected = { 'x-a': '1, 2', 'set-cookie': ['a=b', 'c=d'] }

  it('are in ONOPEN, also where it is asked for late', async () => {
    const server = await serveRaw((peer) => peer.accept(LINES))
    const { open, client } = await opened(server.url)
    expect(open.headers).toMatchObject({ ...expected, upgrade: 'websocket' })
    expect((await client.opened).headers).toEqual(open.headers)
  })

  it('are in the ONERROR of a rejected handshake, and in its error', async () => {
    const answer = `HTTP/1.1 302 Found\r\nLocation: /other\r\n${LINES}\r\n`
    const server = await serveRaw(({ socket }) => socket.end(answer))
    const recorder = connect(server.url)
    const { opened: rejected } = recorder.client
    await expect(rejected).rejects.toMatchObject({ headers: { location: '/other' } })
    const error = await recorder.first('error')
    expect(error.headers).toEqual({ location: '/other', ...expected })
  })

  it('are in no other ONERROR', async () => {
    const server = await serveRaw(({ socket }) => socket.end('no HTTP'))
    expect(await failed(server.url)).not.toHaveProperty('headers')
  })
})
