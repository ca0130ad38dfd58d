import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket as WsSocket, WebSocketServer } from 'ws'
import { mockServer } from '../src/node.ts'
import type { MockServer } from '../src/mock-server.ts'
import { adapters, listen, uri } from './adapters.ts'

describe.each(adapters)('a real server behind $name', ({ create, isNode }) => {
  let real: WebSocketServer
  let upstream: string
  let server: MockServer | undefined
  let ws: ReturnType<typeof create>
  beforeEach(async () => {
    // Node 20 has no class of its own.
    if (!isNode) vi.stubGlobal('WebSocket', WsSocket)
    real = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(real, 'listening')
    upstream = `ws://127.0.0.1:${(real.address() as AddressInfo).port}/real`
    ws = create()
  })
  afterEach(async () => {
    ws.disconnect()
    server?.stop()
    await ws.closed
    real.close()
    vi.unstubAllGlobals()
  })
  /** The next connection of the real server, and its request. */
  const accepted = async (): Promise<[WsSocket, IncomingMessage]> =>
    (await once(real, 'connection')) as [WsSocket, IncomingMessage]

  test('messages go through, both ways, and the client closes', async () => {
    real.on('connection', (socket) => {
      socket.send('welcome')
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    })
    const events = listen(ws)
    server = mockServer(uri, { upstream })
    ws.connect(uri)
    const [socket] = await accepted()
    await ws.opened
    ws.send('hello')
    ws.send(new Uint8Array([1, 2]))
    await expect
      .poll(() => events)
      .toEqual(['open 1', 'message welcome', 'message hello', 'message 2'])
    expect(server.messages).toHaveLength(2)
    ws.disconnect(4001, 'bye')
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([code, String(reason)]).toEqual([4001, 'bye'])
  })

  test('the real server closes', async () => {
    const events = listen(ws)
    server = mockServer(uri, { upstream })
    ws.connect(uri)
    const [socket] = await accepted()
    socket.send('last')
    socket.close(1001, 'restart')
    await ws.closed
    expect(events).toEqual(['open 1', 'message last', 'close 1001 restart clean'])
  })

  test('the real server breaks the connection', async () => {
    const events = listen(ws)
    server = mockServer(uri, { upstream })
    ws.connect(uri)
    const [socket] = await accepted()
    await ws.opened
    socket.terminate()
    await ws.closed
    expect(events).toEqual(['open 1', 'error ERR_CONNECTION_LOST', 'close 1006 '])
  })

  test('a real server that refuses is a 502', async () => {
    real.close()
    const events = listen(ws)
    server = mockServer(uri, { upstream })
    ws.connect(uri)
    await ws.closed
    expect(events[0]).toBe(isNode ? 'error ERR_HANDSHAKE_REJECTED 502' : 'error ERR_CONNECT_FAILED')
  })

  test('the query, the subprotocols, and on Node the headers are the client’s', async () => {
    server = mockServer(uri, { upstream })
    const options = { protocols: ['a', 'b'], ...(isNode && { headers: { Authorization: 'me' } }) }
    ws.connect(`${uri}?token=1`, options)
    const [socket, { url, headers }] = await accepted()
    await ws.opened
    expect([url, socket.protocol, ws.protocol]).toEqual(['/real?token=1', 'a', 'a'])
    expect(headers.authorization).toBe(isNode ? 'me' : undefined)
  })

  test('faults and replies are in between', async () => {
    const heard: string[] = []
    real.on('connection', (socket) => socket.on('message', (data) => heard.push(String(data))))
    server = mockServer(uri, { upstream })
    server.reply('ping', 'pong')
    server.fail('drop', { after: 26, times: 1 })
    const events = listen(ws)
    ws.connect(uri)
    const [socket] = await accepted()
    const gone = once(socket, 'close')
    await ws.opened
    // Ten bytes of frame up and six down, and ten of the sixteen that are next.
    ws.send('ping')
    await expect.poll(() => events).toEqual(['open 1', 'message pong'])
    ws.send('0123456789')
    await ws.closed
    expect(events).toEqual(['open 1', 'message pong', 'error ERR_CONNECTION_LOST', 'close 1006 '])
    await gone
    expect(heard).toEqual([])
  })

  test('what passes can be changed, or kept back, either way', async () => {
    const heard: string[] = []
    real.on('connection', (socket) => {
      socket.on('message', (data) => heard.push(String(data)))
      for (const data of ['price 5', 'secret', 'end']) socket.send(data)
    })
    server = mockServer(uri, {
      upstream,
      modify: (data, way, { uri: address }) =>
        data === 'secret' || data === 'lost' ? undefined : `${way} ${address} ${String(data)}`,
    })
    const events = listen(ws)
    ws.connect(uri, { queue: true })
    ws.send('lost')
    ws.send('hello')
    const down = (data: string): string => `message down ${uri} ${data}`
    await expect.poll(() => events).toEqual(['open 1', down('price 5'), down('end')])
    await expect.poll(() => heard).toEqual([`up ${uri} hello`])
    expect(server.messages).toEqual(['lost', 'hello'])
  })

  test('stop ends what is open, and what has not opened yet', async () => {
    server = mockServer(uri, { upstream })
    ws.connect(uri)
    const [socket] = await accepted()
    const gone = once(socket, 'close')
    server.stop()
    await gone
  })
})

test.each([uri, `${uri}?a=1`, 'nonsense'])('an upstream of %s is refused', (upstream) => {
  expect(() => mockServer(uri, { upstream })).toThrow(
    `The option upstream must be a ws: or wss: URI of another server, and is ${upstream}.`,
  )
  mockServer(uri).stop()
})
