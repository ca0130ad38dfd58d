import { WebSockets } from '@wsevent/node'
import { afterEach, expect, test } from 'vitest'
import { inspect, type Inspection } from '../src/index.ts'
import { registry } from '../src/registry.ts'
import { mockServer } from '../../testing/src/node.ts'
import { WebSocket as Socket } from '../../websocket/src/index.ts'

const URI = 'wss://example.com/live'

type MockServer = ReturnType<typeof mockServer>

let servers: MockServer[] = []

function serve(): MockServer {
  const server = mockServer(URI)
  servers.push(server)
  return server
}

afterEach(() => {
  for (const server of servers) server.stop()
  servers = []
  for (const inspection of registry.all) inspection.stop()
})

const typesOf = ({ records }: Inspection): readonly string[] => records.map(({ type }) => type)

/** When its last record has come: watchers are told a microtask later. */
async function until(inspection: Inspection, isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise<void>((resolve) => void inspection.subscribe(resolve))
}

test('records a connection from its first byte to its close', async () => {
  const server = serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  ws.connect(`${URI}?token=1`)
  await ws.opened
  ws.send('héllo')
  await server.nextMessage('héllo')
  server.send(new Uint8Array([1, 2]))
  await until(inspection, () => typesOf(inspection).includes('message'))
  ws.disconnect(4000, 'bye')
  await ws.closed
  await until(inspection, () => inspection.clients[0]?.readyState === 3)
  expect(inspection.records).toMatchObject([
    { type: 'status', readyState: 3, attempt: 0 },
    { type: 'connect', uri: `${URI}?token=1` },
    { type: 'status', readyState: 0, attempt: 1 },
    { type: 'status', readyState: 1, attempt: 1 },
    { type: 'open', attempt: 1, protocol: '' },
    { type: 'sent', size: 6, data: 'héllo' },
    { type: 'message', size: 2, data: new Uint8Array([1, 2]) },
    { type: 'status', readyState: 2 },
    { type: 'close', code: 4000, wasClean: true, willReconnect: false, unsent: 0 },
    { type: 'status', readyState: 3 },
  ])
  const times = inspection.records.map(({ at }) => at)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
})

test('shows where each queued message stands, and what was given up', async () => {
  const server = serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  server.fail('never-open')
  ws.connect(URI, { queue: true })
  ws.send('first')
  await until(inspection, () => inspection.clients[0]?.queued === 1)
  expect(inspection.records.at(-1)).toMatchObject({ type: 'sent', delivery: 'waiting' })
  ws.disconnect()
  await ws.closed
  await until(inspection, () => typesOf(inspection).includes('close'))
  expect(inspection.clients[0]).toMatchObject({ queued: 0, unsent: 1 })
  expect(inspection.records).toContainEqual(
    expect.objectContaining({ type: 'sent', delivery: 'unsent' }),
  )
})

test('records attempts with their delay and error', async () => {
  const server = serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  server.fail('refuse', { times: 1 })
  ws.connect(URI, { reconnect: { minDelay: 1, maxDelay: 1 } })
  await ws.opened
  await until(inspection, () => typesOf(inspection).includes('open'))
  const code = 'ERR_CONNECTION_REFUSED'
  expect(inspection.records).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'error', code }),
      expect.objectContaining({ type: 'close', code: 1006, willReconnect: true, delay: 1 }),
      expect.objectContaining({ type: 'status', readyState: 0, attempt: 2, delay: 1 }),
      expect.objectContaining({ type: 'open', attempt: 2 }),
    ]),
  )
  ws.disconnect()
  await ws.closed
})

test('records round trips', async () => {
  serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  ws.connect(URI, { heartbeat: true })
  await ws.opened
  ws.wake()
  await until(inspection, () => typesOf(inspection).includes('probe'))
  expect(inspection.clients[0]?.roundTrip).toBeGreaterThanOrEqual(0)
  ws.disconnect()
  await ws.closed
})

test('keeps a copy of what was sent, and no payloads if it may not', async () => {
  serve()
  const ws = WebSockets.new()
  const inspection = inspect([ws])
  const sizes = inspect(ws, { payloads: false })
  ws.connect(URI)
  await ws.opened
  const bytes = new Uint8Array([1])
  ws.send(bytes)
  await until(inspection, () => typesOf(inspection).includes('sent'))
  bytes[0] = 9
  expect(inspection.records.at(-1)).toMatchObject({ data: new Uint8Array([1]) })
  expect(sizes.records.at(-1)).not.toHaveProperty('data')
  ws.disconnect()
  await ws.closed
})

test('lets go of the client when it is stopped', async () => {
  serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  expect(registry.all).toEqual([inspection])
  inspection.stop()
  inspection.stop()
  expect(registry.all).toEqual([])
  const { length } = inspection.records
  ws.connect(URI)
  await ws.opened
  ws.disconnect()
  await ws.closed
  expect(inspection.records).toHaveLength(length)
})

test('records a socket of wsevent/websocket, and does what the controls ask', async () => {
  const server = serve()
  const socket = new Socket(URI, [], { reconnect: { minDelay: 1, maxDelay: 1 } })
  const inspection = inspect(socket)
  await until(inspection, () => inspection.clients[0]?.readyState === 1)
  socket.send('by the socket')
  inspection.controls?.act('send', 1, 'by a control')
  await server.nextMessage('by a control')
  server.drop()
  await until(inspection, () => typesOf(inspection).filter((type) => type === 'open').length === 2)
  expect(inspection.records).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'connect', uri: URI }),
      expect.objectContaining({ type: 'sent', data: 'by the socket' }),
      expect.objectContaining({ type: 'close', code: 1006, willReconnect: true }),
    ]),
  )
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
  inspection.controls?.act('disconnect', 1)
  expect(await closed).toMatchObject({ code: 1000, wasClean: true })
  expect(socket.readyState).toBe(3)
})

test('does what the controls ask', async () => {
  const server = serve()
  const ws = WebSockets.new()
  const inspection = inspect(ws)
  const act = inspection.controls?.act ?? (() => {})
  expect(() => act('send', 1, 'early')).toThrow(/ERR_INVALID_STATE|not open|connect/i)
  ws.connect(URI)
  await ws.opened
  act('send', 1, 'hello')
  await server.nextMessage('hello')
  expect(() => act('drop', 1)).toThrow(/faults: true/)
  act('disconnect', 1)
  await ws.closed
})

test.each([
  [() => inspect({} as never), 'ERR_INVALID_CLIENT'],
  [() => inspect([]), 'ERR_INVALID_CLIENT'],
  [() => inspect([WebSockets.new(), new EventTarget() as never]), 'ERR_INVALID_CLIENT'],
  [() => inspect(Socket.prototype.constructor as never), 'ERR_INVALID_CLIENT'],
  [() => inspect(WebSockets.new(), { chanel: 'x' } as never), 'ERR_INVALID_OPTION'],
  [() => inspect(WebSockets.new(), { channel: '' }), 'ERR_INVALID_OPTION'],
  [() => inspect(WebSockets.new(), { faults: true }), 'ERR_FAULTS_UNSUPPORTED'],
])('refuses what it cannot do: %s', (action, code) => {
  expect(action).toThrow(expect.objectContaining({ code, name: 'InspectorError' }))
  expect(registry.all).toEqual([])
})
