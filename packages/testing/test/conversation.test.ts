import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mockServer } from '../src/node.ts'
import type { MockServer } from '../src/mock-server.ts'
import { adapters, listen, uri } from './adapters.ts'

describe.each(adapters)('$name', ({ create, isNode }) => {
  let server: MockServer
  let ws: ReturnType<typeof create>
  beforeEach(() => {
    server = mockServer(uri)
    ws = create()
  })
  afterEach(async () => {
    ws.disconnect()
    server.stop()
    await ws.closed
  })

  test('text and binary go both ways, and the client closes', async () => {
    const events = listen(ws)
    ws.connect(uri)
    await ws.opened
    ws.send('hello')
    ws.send(new Uint8Array([1, 2, 3]))
    expect(await server.nextMessage()).toBe('hello')
    expect(await server.nextMessage(new Uint8Array([1, 2, 3]))).toEqual(
      new Uint8Array([1, 2, 3]).buffer,
    )
    const connection = await server.nextConnection()
    expect(connection.messages).toHaveLength(2)
    connection.send('welcome')
    connection.send(new Uint8Array(70_000))
    server.send('to all')
    await expect.poll(() => events.length).toBe(4)
    ws.disconnect(4001, 'bye')
    expect(await connection.closed).toEqual({ code: 4001, reason: 'bye', wasClean: true })
    await ws.closed
    expect(connection.isOpen).toBe(false)
    expect(events).toEqual([
      'open 1',
      'message welcome',
      'message 70000',
      'message to all',
      'close 4001 bye clean',
    ])
  })

  test('the server closes, with a code and a reason', async () => {
    const events = listen(ws)
    ws.connect(uri)
    const connection = await server.nextConnection()
    server.close(4002, 'later')
    await ws.closed
    expect(events).toEqual(['open 1', 'close 4002 later clean'])
    expect(await connection.closed).toEqual({ code: 4002, reason: 'later', wasClean: true })
  })

  test('a close without a code is 1005', async () => {
    ws.connect(uri)
    const connection = await server.nextConnection()
    connection.close()
    expect(await ws.closed).toMatchObject({ code: 1005, wasClean: true })
  })

  test('replies, the first that matches', async () => {
    server.reply('ping', 'pong')
    server.reply(/^add /, (data) => `${String(data)} = 3`)
    server.reply({ type: 'subscribe' }, (_data, connection) => connection.send('subscribed'))
    server.reply(undefined, 'what?')
    const events = listen(ws)
    ws.connect(uri)
    await ws.opened
    for (const data of ['ping', 'add 1 2', '{"type":"subscribe","topic":"a"}', 'hm']) ws.send(data)
    await expect.poll(() => events.length).toBe(5)
    expect(events.slice(1)).toEqual([
      'message pong',
      'message add 1 2 = 3',
      'message subscribed',
      'message what?',
    ])
  })

  test('the first of the client’s subprotocols is chosen', async () => {
    ws.connect(uri, { protocols: ['b', 'a'] })
    const connection = await server.nextConnection()
    await ws.opened
    expect(ws.protocol).toBe('b')
    expect(connection).toMatchObject({ protocol: 'b', protocols: ['b', 'a'] })
  })

  test('the connection has the client’s query, and on Node its headers', async () => {
    if (isNode) ws.connect(`${uri}?token=1`, { headers: { 'X-Key': 'abc' } } as object)
    else ws.connect(`${uri}?token=1`)
    const { uri: seen, headers } = await server.nextConnection()
    expect(new URL(seen).search).toBe('?token=1')
    expect(headers['x-key']).toBe(isNode ? 'abc' : undefined)
  })

  test('is open for the client too once the server has its connection', async () => {
    let seen: number | undefined
    const other = mockServer('wss://example.com/other', {
      onConnection: () => {
        seen = ws.readyState
      },
    })
    ws.connect('wss://example.com/other')
    await other.nextConnection()
    expect(seen).toBe(1)
    other.stop()
  })

  test('each message is given once, to the server and to its connection', async () => {
    ws.connect(uri)
    const connection = await server.nextConnection()
    ws.send('a')
    ws.send('a')
    ws.send('b')
    await server.settled()
    const three = (from: MockServer | typeof connection): Promise<unknown> =>
      Promise.all([from.nextMessage('a'), from.nextMessage(), from.nextMessage()])
    expect(await three(server)).toEqual(['a', 'a', 'b'])
    expect(await three(connection)).toEqual(['a', 'a', 'b'])
    await expect(server.nextMessage(undefined, { timeout: 1 })).rejects.toThrow('3 did:')
  })

  test('several clients at once keep apart', async () => {
    const other = create()
    const events = [listen(ws), listen(other)]
    ws.connect(uri)
    const one = await server.nextConnection()
    other.connect(uri)
    const two = await server.nextConnection()
    ws.send('1')
    other.send('2')
    expect(await two.nextMessage()).toBe('2')
    expect(await one.nextMessage()).toBe('1')
    one.send('to one')
    one.drop()
    two.close(1000)
    await Promise.all([ws.closed, other.closed])
    expect(events[0]).toEqual([
      'open 1',
      'message to one',
      'error ERR_CONNECTION_LOST',
      'close 1006 ',
    ])
    expect(events[1]).toEqual(['open 1', 'close 1000  clean'])
  })

  test('a message is not heard within the call that sends it', async () => {
    server.reply(undefined, 'answer')
    const events = listen(ws)
    ws.connect(uri)
    await ws.opened
    for (let turn = 0; turn < 3; turn += 1) {
      const before = events.length
      ws.send('a')
      expect(events.length).toBe(before)
      await expect.poll(() => events.length).toBe(before + 1)
    }
  })

  test('the bytes sent are those of the call', async () => {
    ws.connect(uri)
    await ws.opened
    const bytes = new Uint8Array([1])
    ws.send(bytes)
    bytes[0] = 2
    expect(await server.nextMessage()).toEqual(new Uint8Array([1]).buffer)
  })
})

describe.each(adapters)('subprotocols on $name', ({ create }) => {
  test.each([
    [['b', 'a'], 'a'],
    [['c'], undefined],
  ])('a server of "a" and %j offered', async (protocols, chosen) => {
    const server = mockServer(uri, { protocols: ['x', 'a'] })
    const ws = create()
    const events = listen(ws)
    ws.connect(uri, { protocols })
    await (chosen === undefined ? ws.closed : ws.opened)
    expect(events).toEqual(
      chosen === undefined ? ['error ERR_CONNECT_FAILED', 'close 1006 '] : [`open 1 ${chosen}`],
    )
    ws.disconnect()
    server.stop()
    await ws.closed
  })
})
