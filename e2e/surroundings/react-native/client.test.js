/* global afterEach, expect, test */
const { createServer } = require('node:http')
const { WebSocketServer } = require('ws')
const { WebSockets } = require('wsevent')

const servers = []

/** A server of one's own, on a free port; `accept` gets each socket, and without it each handshake gets a 401. */
async function listen(accept) {
  const http = createServer()
  const server = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    if (accept) server.handleUpgrade(request, socket, head, (ws) => accept(ws, request))
    else socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
  })
  servers.push(http)
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${http.address().port}`
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A client, and every event it has. */
function watched() {
  const ws = WebSockets.new()
  const events = []
  ws.addEventListener(ws.WSEVENT, (event) => events.push(event))
  return { ws, events }
}

test('the class and the URL are React Native’s', () => {
  expect(WebSocket).toBe(require('react-native/Libraries/WebSocket/WebSocket').default)
  expect(URL).toBe(require('react-native/Libraries/Blob/URL').URL)
})

test('talks to a real server', async () => {
  const { ws, events } = watched()
  ws.addEventListener(ws.ONMESSAGE, () => events.length === 3 && ws.disconnect(4000, 'thanks'))
  ws.connect(process.env.WSEVENT_URI, { queue: true })
  ws.send('hello')
  ws.send(new Uint8Array([1, 2, 3]).buffer)
  expect(await ws.closed).toMatchObject({
    code: 4000,
    reason: 'thanks',
    wasClean: true,
    unsent: [],
  })
  expect(events.slice(1, 3).map(({ data }) => data)).toEqual([
    'hello',
    new Uint8Array([1, 2, 3]).buffer,
  ])
})

test('the URI goes out as written, with another port and with headers', async () => {
  let seen
  const uri = await listen((socket, request) => {
    seen = request
    socket.close(4001)
  })
  const { ws } = watched()
  const port = uri.split(':')[2]
  ws.connect('ws://127.0.0.1:1/?token=abc', {
    port: Number(port),
    headers: { authorization: 'Bearer abc' },
  })
  expect(await ws.closed).toMatchObject({ code: 4001, wasClean: true })
  expect(seen.url).toBe('/?token=abc')
  expect(seen.headers.authorization).toBe('Bearer abc')
})

test('a 401 ends a retry', async () => {
  const { ws, events } = watched()
  ws.connect(await listen(), { reconnect: true })
  expect(await ws.closed).toMatchObject({ code: 1006, willReconnect: false })
  expect(events[0]).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status: 401 })
})

test('a lost connection is made again, and the queue goes out', async () => {
  const heard = []
  let sockets = 0
  const uri = await listen((socket) => {
    sockets += 1
    if (sockets === 1) socket.terminate()
    socket.on('message', (data) => {
      heard.push(String(data))
      if (heard.length === 2) socket.close(4002)
    })
  })
  const { ws, events } = watched()
  ws.addEventListener(ws.ONCLOSE, ({ willReconnect }) => {
    if (!willReconnect) return
    ws.send('one')
    ws.send('two')
    ws.wake()
  })
  ws.connect(uri, { reconnect: true, queue: true })
  expect(await ws.closed).toMatchObject({ code: 4002, wasClean: true, unsent: [] })
  expect(heard).toEqual(['one', 'two'])
  expect(events.map(({ type }) => type)).toEqual(['open', 'error', 'close', 'open', 'close'])
  expect(events[1]).toMatchObject({ code: 'ERR_CONNECTION_LOST', cause: { message: 'EOF' } })
})
