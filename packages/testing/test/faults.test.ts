import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mockServer } from '../src/node.ts'
import type { MockServer } from '../src/mock-server.ts'
import { adapters, listen, uri } from './adapters.ts'

describe.each(adapters)('faults on $name', ({ create, isNode }) => {
  let server: MockServer
  let ws: ReturnType<typeof create>
  let events: string[]
  beforeEach(() => {
    server = mockServer(uri)
    ws = create()
    events = listen(ws)
  })
  afterEach(async () => {
    ws.disconnect()
    server.stop()
    vi.useRealTimers()
    await ws.closed
  })

  test('refuse', async () => {
    server.fail('refuse')
    ws.connect(uri)
    await ws.closed
    const code = isNode ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED'
    expect(events).toEqual([`error ${code}`, 'close 1006 '])
    expect(server.attempts).toBe(1)
  })

  test('status', async () => {
    server.fail('status', { status: 429, headers: { 'retry-after': '7' }, body: 'slow down' })
    let error: unknown
    ws.addEventListener(ws.ONERROR, (event) => {
      error = event
    })
    ws.connect(uri, { reconnect: true })
    await vi.waitFor(() => expect(events).toHaveLength(2))
    if (!isNode) return expect(events).toEqual(['error ERR_CONNECT_FAILED', 'close 1006 '])
    expect(error).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status: 429 })
  })

  test('status is 503 if none is given', async () => {
    server.fail('status')
    ws.connect(uri)
    await ws.closed
    expect(events[0]).toBe(isNode ? 'error ERR_HANDSHAKE_REJECTED 503' : 'error ERR_CONNECT_FAILED')
  })

  test('tls', async () => {
    server.fail('tls')
    ws.connect(uri)
    await ws.closed
    expect(events[0]).toBe(isNode ? 'error ERR_TLS_FAILED' : 'error ERR_CONNECT_FAILED')
  })

  test('never-open', async () => {
    vi.useFakeTimers()
    server.fail('never-open')
    ws.connect(uri, { connectTimeout: 5000 })
    await vi.advanceTimersByTimeAsync(4999)
    expect(events).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(events).toEqual(['error ERR_CONNECT_TIMEOUT', 'close 1006 '])
  })

  test('black-hole: what is sent vanishes, and the close is never answered', async () => {
    vi.useFakeTimers()
    ws.connect(uri, { closeTimeout: 2000 })
    const connection = await server.nextConnection()
    connection.fail('black-hole')
    ws.send('lost')
    connection.send('lost too')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connection.messages).toEqual([])
    expect(events).toEqual(['open 1'])
    ws.disconnect()
    await vi.advanceTimersByTimeAsync(2000)
    expect(events).toEqual(['open 1', 'close 1006 '])
    expect(connection.isOpen).toBe(true)
  })

  test('black-hole: a heartbeat finds it', async () => {
    vi.useFakeTimers()
    server.reply('beat', 'beat')
    ws.connect(uri, { heartbeat: { interval: 1000, timeout: 500, message: 'beat' } })
    const connection = await server.nextConnection()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(ws.readyState).toBe(1)
    connection.fail('black-hole')
    await vi.advanceTimersByTimeAsync(1500)
    expect(events.slice(-2)).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006 '])
  })

  test('half-close', async () => {
    ws.connect(uri)
    const connection = await server.nextConnection()
    connection.fail('half-close')
    await ws.closed
    expect(events).toEqual(['open 1', 'error ERR_CONNECTION_LOST', 'close 1006 '])
    expect(await connection.closed).toMatchObject({ code: 1006, wasClean: false })
  })

  test('drop', async () => {
    ws.connect(uri)
    const connection = await server.nextConnection()
    server.drop()
    await ws.closed
    expect(events).toEqual(['open 1', 'error ERR_CONNECTION_LOST', 'close 1006 '])
    expect(await connection.closed).toEqual({ code: 1006, reason: '', wasClean: false })
  })

  test('drop after so many bytes: whole frames arrive, the one that is cut does not', async () => {
    // Three frames of 2 and 10 bytes.
    server.fail('drop', { after: 30 })
    ws.connect(uri)
    const connection = await server.nextConnection()
    for (const data of ['0123456789', 'abcdefghij', 'lost in it']) connection.send(data)
    await ws.closed
    expect(events).toEqual([
      'open 1',
      'message 0123456789',
      'message abcdefghij',
      'error ERR_CONNECTION_LOST',
      'close 1006 ',
    ])
  })

  test('drop after exactly the frames: all arrive', async () => {
    server.fail('drop', { after: 24 })
    ws.connect(uri)
    const connection = await server.nextConnection()
    for (const data of ['0123456789', 'abcdefghij']) connection.send(data)
    await ws.closed
    expect(events).toHaveLength(5)
  })

  test('what a client sends counts too, with its mask', async () => {
    server.fail('drop', { after: 16 })
    ws.connect(uri)
    await ws.opened
    ws.send('0123456789')
    await ws.closed
    expect(server.messages).toEqual(['0123456789'])
  })

  test('a message of the client that is cut does not arrive', async () => {
    server.fail('drop', { after: 10 })
    ws.connect(uri)
    await ws.opened
    ws.send('0123456789')
    await ws.closed
    expect(server.messages).toEqual([])
  })

  test('slow: parts of milliseconds add up', async () => {
    vi.useFakeTimers()
    server.fail('slow', { bytesPerSecond: 2000 })
    ws.connect(uri)
    const connection = await server.nextConnection()
    for (const data of 'abcdefghij') connection.send(data)
    await vi.advanceTimersByTimeAsync(15)
    expect(events).toHaveLength(11)
  })

  test('slow: in order, at the rate, by the test’s clock', async () => {
    vi.useFakeTimers()
    server.fail('slow', { bytesPerSecond: 12 })
    ws.connect(uri)
    const connection = await server.nextConnection()
    connection.send('0123456789')
    connection.send('abcdefghij')
    await vi.advanceTimersByTimeAsync(999)
    expect(events).toEqual(['open 1'])
    await vi.advanceTimersByTimeAsync(1)
    expect(events).toEqual(['open 1', 'message 0123456789'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(events).toEqual(['open 1', 'message 0123456789', 'message abcdefghij'])
  })

  test('slow: what the client sends counts as buffered until it has left', async () => {
    vi.useFakeTimers()
    ws.connect(uri)
    const connection = await server.nextConnection()
    connection.fail('slow', { bytesPerSecond: 16 })
    ws.send('0123456789')
    await vi.advanceTimersByTimeAsync(999)
    expect(ws.bufferedAmount).toBe(10)
    await vi.advanceTimersByTimeAsync(1)
    expect(ws.bufferedAmount).toBe(0)
    expect(server.messages).toEqual(['0123456789'])
  })

  test('times: the server recovers by itself', async () => {
    vi.useFakeTimers()
    server.fail('refuse', { times: 2 })
    ws.connect(uri, { reconnect: true })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(events.filter((line) => line.startsWith('open'))).toEqual(['open 3'])
    expect(server.attempts).toBe(3)
  })

  test('faults follow each other, and heal ends them', async () => {
    vi.useFakeTimers()
    server.fail('status', { times: 1 })
    server.fail('refuse')
    ws.connect(uri, { reconnect: { minDelay: 1000, maxDelay: 1000 } })
    await vi.advanceTimersByTimeAsync(3500)
    expect(server.attempts).toBe(4)
    expect(server.connections).toEqual([])
    server.heal()
    await vi.advanceTimersByTimeAsync(1000)
    expect(ws.readyState).toBe(1)
  })
})

test('a chance strikes the same connections for the same seed', async () => {
  const patternOf = async (seed: number): Promise<string> => {
    const server = mockServer(uri, { seed })
    server.fail('refuse', { chance: 0.5 })
    let pattern = ''
    for (let turn = 0; turn < 20; turn += 1) {
      const ws = adapters[1]!.create()
      ws.connect(uri)
      pattern += await ws.opened.then(
        () => 'o',
        () => 'x',
      )
      ws.disconnect()
      await ws.closed
    }
    server.stop()
    return pattern
  }
  const first = await patternOf(7)
  expect(first).toMatch(/o.*x|x.*o/)
  expect(await patternOf(7)).toBe(first)
  expect(await patternOf(8)).not.toBe(first)
})
