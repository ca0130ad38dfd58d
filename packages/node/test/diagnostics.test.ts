import { subscribe as listen, tracingChannel, unsubscribe } from 'node:diagnostics_channel'
import getPort from 'get-port'
import { expect, it, onTestFinished } from 'vitest'
import { isObserved } from '../src/diagnostics.ts'
import { WebSockets, type ConnectOptions } from '../src/index.ts'
import { serveRaw } from './support/raw-server.ts'
import { serve } from './support/ws-server.ts'

type Message = Readonly<Record<string, unknown>>

const NAMES = ['open', 'close', 'error', 'retry'] as const
const PHASES = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const

/** Everything that is published, by channel, in order. */
function subscribe(names: readonly string[] = NAMES, trace = true) {
  const heard: [string, Message][] = []
  const undo = names.map((name) => {
    const onMessage = (message: unknown): void => {
      heard.push([name, message as Message])
    }
    listen(`wsevent:${name}`, onMessage)
    return () => unsubscribe(`wsevent:${name}`, onMessage)
  })
  const phases = Object.fromEntries(
    PHASES.map((phase) => [phase, (message: object) => void heard.push([phase, { ...message }])]),
  ) as unknown as Parameters<ReturnType<typeof tracingChannel>['subscribe']>[0]
  const connecting = tracingChannel('wsevent:connect')
  if (trace) connecting.subscribe(phases)
  onTestFinished(() => {
    for (const end of undo) end()
    if (trace) connecting.unsubscribe(phases)
  })
  return {
    names: () => heard.map(([name]) => name),
    of: (name: string) => heard.filter(([other]) => other === name).map(([, message]) => message),
  }
}

function open(uri: Parameters<WebSockets['connect']>[0], options?: ConnectOptions) {
  const ws = WebSockets.new()
  ws.connect(uri, options)
  return ws
}

it('publishes an attempt that opens, and its close', async () => {
  const heard = subscribe()
  const { url, nextPeer } = await serve()
  const ws = open(`${url.replace('//', '//user:secret@')}live?token=secret`)
  await ws.opened
  const peer = await nextPeer()
  ws.send('hello')
  await new Promise((resolve) => ws.addEventListener(ws.ONMESSAGE, resolve))
  peer.socket.close(4001, 'bye')
  await ws.closed
  expect(heard.names()).toEqual(['start', 'end', 'asyncStart', 'asyncEnd', 'open', 'close'])
  const [trace] = heard.of('asyncEnd')
  const about = { client: trace?.['client'], attempt: 1, url: `${url}live`, bufferedAmount: 0 }
  expect(trace).toEqual({ ...about, headers: {}, delay: undefined, protocol: '' })
  expect(heard.of('open')).toEqual([
    { ...about, protocol: '', duration: expect.any(Number) as number },
  ])
  expect(heard.of('close')).toEqual([
    {
      ...about,
      code: 4001,
      reason: 'bye',
      wasClean: true,
      willReconnect: false,
      unsent: 0,
      unconfirmed: 0,
      bytesRead: expect.any(Number) as number,
      bytesWritten: expect.any(Number) as number,
      roundTrip: undefined,
    },
  ])
  const [{ bytesRead, bytesWritten }] = heard.of('close') as [Record<string, number>]
  // The handshake and the frames.
  expect(bytesRead).toBeGreaterThan(100)
  expect(bytesWritten).toBeGreaterThan(200)
  expect(JSON.stringify([heard.of('start'), heard.of('close')])).not.toContain('secret')
})

it('publishes a rejected handshake, with its status, and the retry', async () => {
  const heard = subscribe()
  let isUp = false
  const { url } = await serve({ verifyClient: (_info, done) => done(isUp, 503) })
  const ws = open(url, { reconnect: { minDelay: 1, maxDelay: 1 } })
  await new Promise((resolve) => ws.addEventListener(ws.ONCLOSE, resolve, { once: true }))
  isUp = true
  await ws.opened
  const attempt = ['start', 'end', 'asyncStart', 'asyncEnd']
  const failed = ['start', 'end', 'error', 'error', 'asyncStart', 'asyncEnd', 'close', 'retry']
  expect(heard.names()).toEqual([...failed, ...attempt, 'open'])
  const [traced, published] = heard.of('error')
  expect(traced?.['error']).toMatchObject({ code: 'ERR_HANDSHAKE_REJECTED', status: 503 })
  expect(published).toMatchObject({ attempt: 1, code: 'ERR_HANDSHAKE_REJECTED', status: 503 })
  expect(heard.of('close')).toMatchObject([{ attempt: 1, code: 1006, willReconnect: true }])
  expect(heard.of('retry')).toMatchObject([{ attempt: 2, code: 1006, delay: 1 }])
  expect(heard.of('start')).toMatchObject([
    { attempt: 1, delay: undefined },
    { attempt: 2, delay: 1 },
  ])
  ws.disconnect()
  await ws.closed
})

it('publishes a heartbeat that stays without an answer, and a round trip that had one', async () => {
  const heard = subscribe(['close', 'error'], false)
  const server = await serveRaw((peer) => peer.accept())
  const ws = open(server.url, { heartbeat: { interval: 1, timeout: 30 } })
  const peer = await server.nextPeer()
  await peer.received(1)
  const answered = new Promise<void>((resolve) => {
    ws.watch((record) => record?.type === 'answer' && resolve())
  })
  peer.socket.write(Uint8Array.of(0x8a, 0))
  await answered
  await ws.closed
  expect(heard.names()).toEqual(['error', 'close'])
  expect(heard.of('error')).toMatchObject([{ code: 'ERR_HEARTBEAT_TIMEOUT', status: undefined }])
  expect(heard.of('close')[0]?.['roundTrip']).toBeGreaterThan(0)
})

it('ends the trace of an attempt that is given up, without an error', async () => {
  const heard = subscribe()
  const { url } = await serveRaw(() => undefined)
  const ws = open(url)
  ws.disconnect()
  await ws.closed
  expect(heard.names()).toEqual(['start', 'end', 'asyncStart', 'asyncEnd', 'close'])
})

it('has no trace for an attempt whose URI is not known', async () => {
  const heard = subscribe()
  const ws = open(() => Promise.reject(new Error('no token')), {
    reconnect: { attempts: 1, minDelay: 1, maxDelay: 1 },
  })
  await ws.closed
  expect(heard.names()).toEqual(['error', 'close', 'retry', 'error', 'close'])
  expect(heard.of('error')).toMatchObject([
    { attempt: 1, url: '', code: 'ERR_URI_PROVIDER' },
    { attempt: 2, url: '' },
  ])
  expect(heard.of('close')).toMatchObject([{ attempt: 1, bytesRead: 0 }, { attempt: 2 }])
})

it.each([
  ['was refused', async () => `ws://127.0.0.1:${await getPort()}/first`],
  ['never had a URI', async () => ''],
])('tells an attempt apart that begins in the ONCLOSE of one that %s', async (_, addressOf) => {
  const heard = subscribe()
  const first = await addressOf()
  const { url } = await serve()
  const ws = WebSockets.new()
  ws.addEventListener(ws.ONCLOSE, () => ws.connect(url), { once: true })
  ws.connect(first || (() => Promise.reject(new Error('no token'))))
  await new Promise((resolve) => ws.addEventListener(ws.ONOPEN, resolve))
  ws.disconnect()
  await ws.closed
  expect(heard.of('close')).toMatchObject([{ url: first }, { url }])
  expect(heard.of('start').at(-1)).toMatchObject({ attempt: 1, url })
})

it('numbers the clients that it observes', async () => {
  const heard = subscribe(['open'], false)
  const { url } = await serve()
  const [one, other] = [open(url), open(url)]
  await Promise.all([one.opened, other.opened])
  const numbers = heard.of('open').map(({ client }) => client as number)
  expect(Math.abs((numbers[0] ?? 0) - (numbers[1] ?? 0))).toBe(1)
  one.disconnect()
  other.disconnect()
  await Promise.all([one.closed, other.closed])
})

it('sends the headers that a subscriber adds, after those of the program', async () => {
  const name = 'tracing:wsevent:connect:start'
  const start = (message: unknown): void => {
    ;(message as { headers: Record<string, string> }).headers['traceparent'] = '00-1-2-01'
  }
  listen(name, start)
  onTestFinished(() => void unsubscribe(name, start))
  const { url, nextPeer } = await serve()
  const ws = open(url, { headers: { authorization: 'secret' } })
  const { headers } = (await nextPeer()).request
  expect(headers).toMatchObject({ traceparent: '00-1-2-01', authorization: 'secret' })
  await ws.opened
  ws.disconnect()
  await ws.closed
})

it.each([
  ['the server drops', 'ERR_CONNECTION_LOST', {}],
  ['no longer answers', 'ERR_HEARTBEAT_TIMEOUT', { heartbeat: { interval: 1, timeout: 30 } }],
])(
  'hears how a connection ends that %s and stood before anybody subscribed',
  async (_, code, heartbeat) => {
    expect(isObserved()).toBe(false)
    const { url, nextPeer } = await serve({ autoPong: false })
    const ws = open(`${url}?token=secret`, {
      ...heartbeat,
      reconnect: { minDelay: 1, maxDelay: 1 },
    })
    await ws.opened
    const heard = subscribe()
    const { socket } = await nextPeer()
    if (code === 'ERR_CONNECTION_LOST') socket.terminate()
    await new Promise((resolve) => ws.addEventListener(ws.ONCLOSE, resolve, { once: true }))
    const about = { client: expect.any(Number) as number, url }
    expect(heard.names()).toEqual(['error', 'close', 'retry'])
    expect(heard.of('error')).toMatchObject([{ ...about, attempt: 1, code }])
    expect(heard.of('close')).toMatchObject([{ ...about, attempt: 1, code: 1006 }])
    expect(heard.of('close')[0]?.['bytesRead']).toBeGreaterThan(100)
    expect(heard.of('retry')).toMatchObject([{ ...about, attempt: 2, delay: 1 }])
    // The next attempt is heard from its start.
    await new Promise((resolve) => ws.addEventListener(ws.ONOPEN, resolve, { once: true }))
    expect(heard.of('start')).toMatchObject([{ ...about, attempt: 2, delay: 1 }])
    ws.disconnect()
    await ws.closed
  },
)

it('hears how a connection ends that its program ends, once', async () => {
  const { url } = await serve()
  const ws = open(url)
  await ws.opened
  const heard = subscribe()
  ws.disconnect()
  await ws.closed
  expect(heard.names()).toEqual(['close'])
  ws.connect(url)
  await ws.opened
  ws.disconnect()
  await ws.closed
  expect(heard.of('close')).toHaveLength(2)
})
