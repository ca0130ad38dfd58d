import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mockServer, MockServerError } from '../src/node.ts'
import type { MockServer } from '../src/mock-server.ts'
import { adapters, uri } from './adapters.ts'

const { create } = adapters[0]!

function throwIt(error: unknown): never {
  throw error
}

function errorOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof MockServerError) return `${error.code} ${error.message}`
    throw error
  }
  return 'none'
}

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => errorOf(() => throwIt(error)),
  )

describe('what never comes', () => {
  let server: MockServer
  let ws: ReturnType<typeof create>
  beforeEach(() => {
    server = mockServer(uri, { timeout: 20 })
    ws = create()
  })
  afterEach(async () => {
    ws.disconnect()
    server.stop()
    await ws.closed
  })

  test('a matcher that never matches shows what did arrive', async () => {
    ws.connect(uri)
    await ws.opened
    ws.send('hello')
    ws.send(new Uint8Array([1, 254]))
    expect(await server.nextMessage('hello')).toBe('hello')
    expect(await rejection(server.nextMessage(/bye/))).toBe(
      `ERR_NO_MESSAGE No message like /bye/ came within 20 ms. 2 did: 'hello', 2 bytes (01 fe).`,
    )
  })

  test('many and long messages are shown in short', async () => {
    ws.connect(uri)
    await ws.opened
    for (let index = 0; index < 12; index += 1) ws.send(String(index))
    ws.send('x'.repeat(200))
    const message = await rejection(server.nextMessage({ type: 'a' }))
    expect(message).toContain('like {"type":"a"} came')
    expect(message).toMatch(/13 did: …, '3', .*'11', 'x{99}…\.$/)
  })

  test('no message at all says whether anybody connected', async () => {
    expect(await rejection(server.nextMessage())).toBe(
      `ERR_NO_MESSAGE No message came within 20 ms. None did. No client has tried to connect to ${uri}.`,
    )
    server.fail('refuse')
    ws.connect(uri)
    await ws.closed
    expect(await rejection(server.nextMessage('a', { timeout: 10 }))).toBe(
      `ERR_NO_MESSAGE No message like 'a' came within 10 ms. None did. 1 try to connect to ${uri}, 0 opened.`,
    )
    expect(await rejection(server.nextConnection({ timeout: 10 }))).toBe(
      `ERR_NO_CONNECTION No connection opened within 10 ms. 1 try to connect to ${uri}, 0 opened.`,
    )
  })

  test('whoever waits at a connection learns that it ended, and so does who asks later', async () => {
    ws.connect(uri)
    const connection = await server.nextConnection()
    const waiting = rejection(connection.nextMessage('a', { timeout: 60_000 }))
    ws.disconnect()
    const sentence = `ERR_NO_MESSAGE No message like 'a' came before the connection ended (1000). None did.`
    expect(await waiting).toBe(sentence)
    expect(await rejection(connection.nextMessage('a'))).toBe(sentence)
  })

  test('whoever waits at a server learns that it stopped', async () => {
    const waiting = rejection(server.nextMessage('a', { timeout: 60_000 }))
    server.stop()
    expect(await waiting).toMatch(/came before the server stopped/)
    ws.connect('ws://127.0.0.1:1')
  })

  test('a matcher that throws rejects who waits, and no one else', async () => {
    ws.connect(uri)
    const one = server.nextMessage(() => {
      throw new TypeError('mine')
    })
    const two = server.nextMessage('a')
    await ws.opened
    ws.send('a')
    await expect(one).rejects.toThrow('mine')
    expect(await two).toBe('a')
  })

  test('two who wait get two messages', async () => {
    ws.connect(uri)
    const both = Promise.all([server.nextMessage('a'), server.nextMessage()])
    await ws.opened
    ws.send('b')
    ws.send('a')
    expect(await both).toEqual(['a', 'b'])
  })
})

test('a URI that is taken', () => {
  const server = mockServer('wss://example.com:443/live')
  expect(errorOf(() => mockServer(uri))).toMatch(
    /^ERR_URI_TAKEN There is a mock server at wss:\/\/example.com\/live already: stop it first/,
  )
  const other = mockServer('wss://example.com/other')
  server.stop()
  server.stop()
  mockServer(uri).stop()
  other.stop()
})

test.each(['', 'nonsense', 'ftp://example.com', 'wss://example.com/#a', 'wss://example.com/?a=1'])(
  'the URI "%s"',
  (bad) => {
    expect(errorOf(() => mockServer(bad))).toMatch(/^ERR_INVALID_URI A mock server/)
  },
)

describe('faults', () => {
  let server: MockServer
  beforeEach(() => {
    server = mockServer(uri)
  })
  afterEach(() => server.stop())

  test('an unknown one is named, with those that there are', () => {
    expect(errorOf(() => server.fail('explode' as 'drop'))).toBe(
      'ERR_UNKNOWN_FAULT "explode" is no fault; there are refuse, status, tls, never-open, black-hole, half-close, drop, slow.',
    )
    expect(errorOf(() => server.fail('constructor' as 'drop'))).toMatch(/^ERR_UNKNOWN_FAULT/)
  })

  test.each([
    ['drop', { atfer: 1 }, 'has no option atfer; it has after, times, chance'],
    ['refuse', { after: 1 }, 'has no option after; it has times, chance'],
    ['drop', { after: -1 }, 'after of the fault drop must be a number of bytes, and is -1'],
    ['refuse', { times: 0 }, 'times of the fault refuse must be a positive integer, and is 0'],
    ['refuse', { chance: 2 }, 'must be a number from 0 to 1, and is 2'],
    ['status', { status: 101 }, 'must be an HTTP status from 200 to 599, and is 101'],
    ['status', { headers: { a: 1 } }, 'must be an object of strings'],
    ['slow', { bytesPerSecond: 0 }, 'must be a number of bytes greater than 0, and is 0'],
  ] as const)('%s %j', (fault, options, sentence) => {
    expect(errorOf(() => server.fail(fault, options as object))).toContain(sentence)
  })

  test('undefined counts as absent', () => {
    server.fail('drop', { after: undefined, times: undefined })
  })

  test('an open connection cannot be refused', async () => {
    const ws = create()
    ws.connect(uri)
    const connection = await server.nextConnection()
    expect(errorOf(() => connection.fail('refuse' as 'drop'))).toBe(
      `ERR_UNKNOWN_FAULT "refuse" is a fault of the opening handshake, and this connection is open: use the server's fail. An open connection has black-hole, half-close, drop, slow.`,
    )
    expect(errorOf(() => connection.fail('drop', { times: 1 } as object))).toContain(
      'no option times; it has after',
    )
    ws.disconnect()
    await ws.closed
  })

  test('sending on a connection that has ended does nothing', async () => {
    const ws = create()
    ws.connect(uri)
    const connection = await server.nextConnection()
    ws.disconnect()
    await connection.closed
    connection.send('a')
    connection.close()
    connection.drop()
    server.drop()
    await ws.closed
  })
})
