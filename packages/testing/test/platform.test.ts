import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket as WsSocket, WebSocketServer } from 'ws'
import { mockServer } from '../src/node.ts'
import type { MockServer } from '../src/mock-server.ts'
import { adapters, uri } from './adapters.ts'

const native = globalThis.WebSocket
let server: MockServer | undefined
afterEach(() => {
  server?.stop()
  vi.unstubAllGlobals()
})

/** Everything that a socket of the W3C's shape says. */
function listen(socket: WebSocket): string[] {
  const lines: string[] = []
  socket.addEventListener('open', () => lines.push('open'))
  socket.addEventListener('message', ({ data }) => lines.push(`message ${String(data)}`))
  socket.addEventListener('error', () => lines.push('error'))
  socket.addEventListener('close', ({ code, reason, wasClean }) =>
    lines.push(`close ${code} ${reason} ${wasClean}`),
  )
  return lines
}

const ended = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => {
    socket.addEventListener('close', resolve)
  })

test('everything is put back when the last server stops', () => {
  const before = [http.request, https.request]
  const one = mockServer(uri)
  const two = mockServer('ws://example.com/')
  expect(globalThis.WebSocket).not.toBe(native)
  expect(http.request).not.toBe(before[0])
  one.stop()
  expect(globalThis.WebSocket).not.toBe(native)
  two.stop()
  expect(globalThis.WebSocket).toBe(native)
  expect([http.request, https.request]).toEqual(before)
})

test('what others put over it stays theirs', () => {
  server = mockServer(uri)
  const theirs = (): void => undefined
  globalThis.WebSocket = theirs as unknown as typeof WebSocket
  server.stop()
  expect(globalThis.WebSocket).toBe(theirs)
  globalThis.WebSocket = native
})

test.each(adapters)('other URIs reach the network: $name', async ({ create, isNode }) => {
  // Node 20 has no class of its own.
  if (!isNode) vi.stubGlobal('WebSocket', WsSocket)
  server = mockServer(uri)
  const real = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  real.on('connection', (socket) => socket.send('real'))
  await once(real, 'listening')
  const { port } = real.address() as AddressInfo
  const ws = create()
  const heard = new Promise((resolve) => {
    ws.addEventListener(ws.ONMESSAGE, ({ data }) => resolve(data))
  })
  ws.connect(`ws://127.0.0.1:${port}`)
  expect(await heard).toBe('real')
  ws.disconnect()
  await ws.closed
  real.close()
})

test('without a class of the platform, a URI without a server says so', async () => {
  vi.stubGlobal('WebSocket', undefined)
  server = mockServer(uri)
  expect(() => new WebSocket('wss://example.com/other')).toThrow(
    `There is no mock server at wss://example.com/other, but at ${uri}.`,
  )
})

test('plain HTTP to the same host is left alone', async () => {
  const real = http.createServer((_request, response) => response.end('page'))
  real.listen(0, '127.0.0.1')
  await once(real, 'listening')
  const { port } = real.address() as AddressInfo
  server = mockServer(`ws://127.0.0.1:${port}/`)
  const [response] = (await once(http.get(`http://127.0.0.1:${port}/`), 'response')) as [
    http.IncomingMessage,
  ]
  response.setEncoding('utf8')
  expect(await once(response, 'data')).toEqual(['page'])
  real.close()
})

test('an IPv6 address and a port', async () => {
  server = mockServer('ws://[::1]:8080/a')
  const socket = new WsSocket('ws://[::1]:8080/a')
  await once(socket, 'open')
  socket.terminate()
})

test('an agent is not asked', async () => {
  server = mockServer(uri)
  const createConnection = (): never => {
    throw new Error('asked')
  }
  const agent = Object.assign(new https.Agent(), { createConnection })
  const socket = new WsSocket(uri, { agent })
  await once(socket, 'open')
  socket.terminate()
})

test('what ws calls its socket counts the bytes that it read', async () => {
  server = mockServer(uri)
  const socket = new WsSocket(uri)
  const [{ socket: stream }] = (await once(socket, 'upgrade')) as [http.IncomingMessage]
  const before = stream.bytesRead
  expect(before).toBeGreaterThan(100)
  await server.nextConnection()
  server.send('0123456789')
  await once(socket, 'message')
  expect(stream.bytesRead).toBe(before + 12)
  socket.terminate()
})

test('the handshakeTimeout of ws ends what never opens, by the clock of the test', async () => {
  vi.useFakeTimers()
  server = mockServer(uri)
  server.fail('never-open')
  const socket = new WsSocket(uri, { handshakeTimeout: 5000 })
  const error = once(socket, 'error')
  await vi.advanceTimersByTimeAsync(4999)
  expect(socket.readyState).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(await error).toMatchObject([{ message: 'Opening handshake has timed out' }])
  vi.useRealTimers()
})

test.each([
  ['ws', WsSocket as unknown as typeof WebSocket],
  ['the global class', undefined],
])('a conversation of %s itself', async (_name, Class) => {
  server = mockServer(uri)
  server.reply('ping', 'pong')
  const socket = new (Class ?? WebSocket)(uri, ['a', 'b'])
  const lines = listen(socket)
  expect(socket.readyState).toBe(0)
  const connection = await server.nextConnection()
  expect(socket.protocol).toBe('a')
  socket.send('ping')
  await connection.nextMessage()
  connection.close(4000, 'bye')
  await ended(socket)
  expect(lines).toEqual(['open', 'message pong', 'close 4000 bye true'])
})

describe('the class that stands in for the global', () => {
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(uri)
    await new Promise((resolve) => {
      socket.onopen = resolve
    })
    return socket
  }

  test('has the constants, and tells its URI', async () => {
    server = mockServer(uri)
    expect([WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED]).toEqual([
      0, 1, 2, 3,
    ])
    const socket = new WebSocket('https://example.com/live?a=1')
    expect(socket).toBeInstanceOf(WebSocket)
    expect(socket).toMatchObject({ url: `${uri}?a=1`, OPEN: 1, extensions: '', bufferedAmount: 0 })
    await server.nextConnection()
  })

  test.each([
    [[`${uri}#a`], 'SyntaxError'],
    [[uri, 'a b'], 'SyntaxError'],
    [[uri, ['a', 'a']], 'SyntaxError'],
  ])('new WebSocket(...%j) throws a %s', (given, name) => {
    server = mockServer(uri)
    expect(() => new WebSocket(...(given as [string]))).toThrow(expect.objectContaining({ name }))
  })

  test.each([
    [[1001], 'InvalidAccessError'],
    [[1000, 'ä'.repeat(62)], 'SyntaxError'],
  ])('close(...%j) throws a %s', async (given, name) => {
    server = mockServer(uri)
    const socket = await open()
    expect(() => socket.close(...(given as [number]))).toThrow(expect.objectContaining({ name }))
  })

  test('send throws while it connects', () => {
    server = mockServer(uri)
    const socket = new WebSocket(uri)
    expect(() => socket.send('a')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }))
  })

  test('close while it connects is an error and 1006', async () => {
    server = mockServer(uri)
    const socket = new WebSocket(uri)
    const lines = listen(socket)
    socket.close()
    expect(socket.readyState).toBe(2)
    await ended(socket)
    expect(lines).toEqual(['error', 'close 1006  false'])
  })

  test('binary is a Blob or an ArrayBuffer; a Blob goes out in order', async () => {
    server = mockServer(uri)
    const socket = await open()
    const [connection] = server.connections
    const next = (): Promise<unknown> =>
      new Promise((resolve) => {
        socket.onmessage = ({ data, origin }) => resolve([data, origin])
      })
    const asBlob = next()
    connection!.send(new Uint8Array([1]))
    expect(await asBlob).toEqual([expect.any(Blob), 'wss://example.com'])
    socket.binaryType = 'arraybuffer'
    const asBuffer = next()
    connection!.send(new Uint8Array([1]))
    expect(await asBuffer).toEqual([new Uint8Array([1]).buffer, 'wss://example.com'])
    socket.send(new Blob(['ab']))
    socket.send('after')
    expect(socket.bufferedAmount).toBe(7)
    expect(await server.nextMessage()).toEqual(new Uint8Array([97, 98]).buffer)
    expect(await server.nextMessage()).toBe('after')
    expect(socket.bufferedAmount).toBe(0)
  })

  test('after its close what is sent stays buffered', async () => {
    server = mockServer(uri)
    const socket = await open()
    socket.close(1000)
    socket.send('lost')
    await ended(socket)
    expect(socket).toMatchObject({ bufferedAmount: 4, readyState: 3 })
    expect(server.messages).toEqual([])
  })

  test('a handler can be replaced, and taken away', async () => {
    server = mockServer(uri)
    const socket = await open()
    const heard: string[] = []
    socket.onmessage = () => heard.push('first')
    socket.addEventListener('message', () => heard.push('listener'))
    socket.onmessage = () => heard.push('second')
    expect(socket.onclose).toBeNull()
    server.send('a')
    await vi.waitFor(() => expect(heard).toEqual(['second', 'listener']))
    socket.onmessage = null
    server.send('b')
    await vi.waitFor(() => expect(heard).toEqual(['second', 'listener', 'listener']))
  })
})
