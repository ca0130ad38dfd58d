import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConnectOptions } from '@wsevent/browser'
import type { MockServer } from '../src/index.ts'
import { mockServer, replay } from '../src/node.ts'
import { adapters, listen, uri } from './adapters.ts'

const HEADER = { wsevent: 'log', version: 1, startedAt: '2026-11-28T10:00:00.000Z' }

/** An export, as the inspector writes it. */
function logOf(...records: readonly object[]): string {
  const lines = records.map((record) => ({ client: 1, ...record }))
  return [HEADER, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('')
}

const CLOSE = { type: 'close', reason: '', willReconnect: true, unsent: 0, unconfirmed: 0 }
const connect = { at: 0, type: 'connect', uri: `${uri}?redacted` }
const LOST = { ...CLOSE, code: 1006, wasClean: false }

/** A refused attempt, one that is lost after a conversation, and one that the server ends. */
const INCIDENT = logOf(
  connect,
  { at: 0.1, type: 'status', readyState: 0, attempt: 1 },
  { at: 20, type: 'error', code: 'ERR_HANDSHAKE_REJECTED', reason: 'HTTP status 429.' },
  { at: 20, ...LOST },
  { at: 20, type: 'status', readyState: 0, attempt: 2, delay: 1000 },
  { at: 1020, type: 'status', readyState: 0, attempt: 2 },
  { at: 1030, type: 'open', attempt: 2, protocol: '' },
  { at: 1031, type: 'sent', size: 5, text: 'hello', delivery: 'left' },
  { at: 1040, type: 'message', size: 7, text: 'welcome' },
  { at: 1041, type: 'message', size: 3, base64: 'AQID' },
  { at: 1041, type: 'gap', missed: 3 },
  { at: 2041, type: 'status', readyState: 2, attempt: 2, error: { code: 'ERR_CONNECTION_LOST' } },
  { at: 2041, type: 'error', code: 'ERR_CONNECTION_LOST', reason: '' },
  { at: 2041, ...LOST },
  { at: 2041, type: 'status', readyState: 0, attempt: 3, delay: 500 },
  { at: 2541, type: 'status', readyState: 0, attempt: 3 },
  { at: 2550, type: 'open', attempt: 3, protocol: '' },
  { at: 2551, type: 'message', size: 9 },
  { at: 2560, ...CLOSE, code: 4001, reason: 'bye', wasClean: true, willReconnect: false },
)

describe.each(adapters)('a log that is replayed, on $name', ({ create, isNode }) => {
  let server: MockServer
  const clients: ReturnType<typeof create>[] = []
  beforeEach(() => {
    server = mockServer(uri)
  })
  afterEach(() => {
    vi.useRealTimers()
    for (const ws of clients.splice(0)) ws.disconnect()
    server.stop()
  })

  function join(options?: ConnectOptions) {
    const ws = create()
    clients.push(ws)
    const events = listen(ws)
    ws.addEventListener(ws.ONOPEN, () => ws.send('hello'))
    ws.connect(uri, options)
    return { ws, events }
  }
  const reconnect = {
    minDelay: 100,
    maxDelay: 100,
    shouldReconnect: ({ code }: { code: number }) => code !== 4001,
  }

  const LIVED = [
    isNode ? 'error ERR_HANDSHAKE_REJECTED 429' : 'error ERR_CONNECT_FAILED',
    'close 1006',
    'open 2',
    'message welcome',
    'message 3',
    'error ERR_CONNECTION_LOST',
    'close 1006',
    'open 3',
    'message xxxxxxxxx',
    'close 4001 bye clean',
  ]

  test('as fast as possible', async () => {
    const incident = replay(server, INCIDENT, { speed: Infinity })
    const { ws, events } = join({ reconnect: { ...reconnect, minDelay: 1, maxDelay: 1 } })
    await incident.finished()
    await ws.closed
    expect(events.map((event) => event.trim())).toEqual(LIVED)
    // Then the server is its own again.
    await join().ws.opened
  })

  test('as fast as possible, the answer still waits for the question', async () => {
    const incident = replay(server, INCIDENT, { speed: Infinity })
    const mute = create()
    clients.push(mute)
    const events = listen(mute)
    mute.connect(uri, { reconnect: { minDelay: 1, maxDelay: 1 } })
    await expect(incident.finished({ timeout: 200 })).rejects.toMatchObject({
      code: 'ERR_NOT_REPLAYED',
      message:
        'The replay did not finish within 200 ms: line 10 of the log comes after 1 messages of the client, and 0 came.',
    })
    expect(events.at(-1)).toBe('open 2')
  })

  test('at its times, by the clock of the test', async () => {
    vi.useFakeTimers()
    replay(server, INCIDENT)
    const { events } = join({ reconnect })
    const at = async (time: number): Promise<string | undefined> => {
      await vi.advanceTimersByTimeAsync(time)
      await server.settled()
      return events.at(-1)?.trim()
    }
    await server.settled()
    expect(await at(19)).toBeUndefined()
    // On Node the rest of the answer is awaited.
    expect(await at(1)).toBe('close 1006')
    expect(await at(100)).toBe('close 1006')
    expect(await at(9)).toBe('close 1006')
    expect(await at(1)).toBe('open 2')
    expect(await at(9)).toBe('open 2')
    expect(await at(1)).toBe('message welcome')
    expect(await at(1)).toBe('message 3')
    expect(await at(999)).toBe('message 3')
    expect(await at(1)).toBe('close 1006')
    await at(100)
    expect(await at(9)).toBe('open 3')
    expect(await at(10)).toBe('close 4001 bye clean')
  })

  test('ten times as fast', async () => {
    vi.useFakeTimers()
    const incident = replay(server, INCIDENT, { speed: 10 })
    const { ws } = join({ reconnect: { ...reconnect, minDelay: 10, maxDelay: 10 } })
    await vi.advanceTimersByTimeAsync(200)
    await server.settled()
    await vi.advanceTimersByTimeAsync(200)
    await incident.finished()
    await ws.closed
  })

  test.each([
    ['ERR_CONNECTION_REFUSED', isNode ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED'],
    ['ERR_TLS_FAILED', isNode ? 'ERR_TLS_FAILED' : 'ERR_CONNECT_FAILED'],
    ['ERR_CONNECT_FAILED', isNode ? 'ERR_CONNECTION_REFUSED' : 'ERR_CONNECT_FAILED'],
    ['ERR_CONNECT_TIMEOUT', 'ERR_CONNECT_TIMEOUT'],
  ])('%s, later than at once', async (code, expected) => {
    const log = logOf(connect, { at: 30, type: 'error', code, reason: '' }, { at: 30, ...LOST })
    const incident = replay(server, log)
    const { ws, events } = join({ connectTimeout: 60 })
    await incident.finished()
    await ws.closed
    expect(events[0]).toBe(`error ${expected}`)
  })

  test('a silence that a heartbeat found', async () => {
    const log = logOf(
      connect,
      { at: 5, type: 'open', attempt: 1, protocol: '' },
      { at: 6, type: 'message', size: 1, text: 'a' },
      { at: 10, type: 'probe', roundTrip: 1 },
      { at: 90, type: 'error', code: 'ERR_HEARTBEAT_TIMEOUT', reason: '' },
      { at: 90, ...LOST },
    )
    const incident = replay(server, log, { speed: Infinity })
    const { ws, events } = join({ heartbeat: { interval: 20, timeout: 20, message: 'ping' } })
    await incident.finished()
    await ws.closed
    expect(events).toContain('message a')
    expect(events).toContain('error ERR_HEARTBEAT_TIMEOUT')
  })

  test('what the client did is left to the client', async () => {
    const log = logOf(
      connect,
      { at: 5, type: 'open', attempt: 1, protocol: '' },
      { at: 6, type: 'status', readyState: 2, attempt: 1 },
      { at: 9, ...CLOSE, code: 1000, wasClean: true, willReconnect: false },
    )
    const incident = replay(server, log, { speed: Infinity })
    const { ws } = join()
    await incident.finished()
    await server.settled()
    expect(ws.readyState).toBe(1)
  })

  test('several clients, in the order in which they tried; or one of them', async () => {
    const other = { client: 2, uri: 'wss://example.com/other' }
    const third = { client: 3, uri }
    const log = logOf(
      connect,
      { ...connect, ...other },
      { ...connect, ...third },
      { at: 5, client: 2, type: 'open', attempt: 1, protocol: '' },
      { at: 5, client: 3, type: 'open', attempt: 1, protocol: '' },
      { at: 6, client: 2, type: 'message', size: 5, text: 'other' },
      { at: 6, client: 3, type: 'message', size: 5, text: 'third' },
      { at: 7, type: 'error', code: 'ERR_CONNECTION_REFUSED', reason: '' },
      { at: 7, ...LOST },
    )
    const incident = replay(server, log, { speed: Infinity })
    const [first, second] = [join(), join()]
    await incident.finished()
    await server.settled()
    expect([first.events[0], second.events.at(-1)]).toEqual([
      isNode ? 'error ERR_CONNECTION_REFUSED' : 'error ERR_CONNECT_FAILED',
      'message third',
    ])
    const one = replay(server, log, { speed: Infinity, client: 2 })
    const { events } = join()
    await one.finished()
    await server.settled()
    expect(events.at(-1)).toBe('message other')
  })

  test('a server that stops does no more', async () => {
    vi.useFakeTimers()
    replay(server, INCIDENT)
    join()
    await server.settled()
    server.stop()
    await server.settled()
    clients[0]?.disconnect()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a log that is none', () => {
  const header = JSON.stringify(HEADER)
  const lineOf = (record: object): string => `${header}\n${JSON.stringify(record)}`

  test.each([
    ['', 'Line 1 of the log is no JSON object.'],
    ['{"at":0}', /^Line 1 .* is not the header of an export/],
    [
      '{"wsevent":"log","version":2}',
      /^Line 1 .* is of version 2, and this kit reads version 1\.$/,
    ],
    [`${header}\n\n{"at":`, 'Line 3 of the log is no JSON object.'],
    [`${header}\nnull`, 'Line 2 of the log is no JSON object.'],
    [lineOf({ client: 1, type: 'x' }), 'Line 2 of the log needs at, a number from 0.'],
    [lineOf({ at: 1, client: 0, type: 'x' }), 'Line 2 of the log needs client, an integer from 1.'],
    [lineOf({ at: 1, client: 1 }), 'Line 2 of the log needs type, a string.'],
    [lineOf({ at: 1, client: 1, type: 'close', wasClean: true }), /needs code, an integer from 0/],
    [
      lineOf({ at: 1, client: 1, type: 'message', size: 1, base64: '?' }),
      /a base64 that is not base64/,
    ],
    [header, /no client that connected to wss:\/\/example.com\/live; its clients are none\.$/],
    [
      lineOf({ at: 0, client: 4, type: 'connect', uri: 'wss://example.com/else' }),
      /no client that .*; its clients are 4 \(wss:\/\/example.com\/else\)\.$/,
    ],
  ])('%j', (log, message) => {
    const server = mockServer(uri)
    try {
      expect(() => replay(server, log)).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_LOG' }),
      )
      expect(() => replay(server, log)).toThrow(message)
    } finally {
      server.stop()
    }
  })

  test.each([{ speed: 0 }, { speed: NaN }, { client: 0 }])('options %j', (options) => {
    const server = mockServer(uri)
    try {
      expect(() => replay(server, INCIDENT, options)).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      )
      expect(() => replay({} as MockServer, INCIDENT)).toThrow('what mockServer returned')
    } finally {
      server.stop()
    }
  })
})
