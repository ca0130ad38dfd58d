import { commonOptions } from '@wsevent/core'
import { describe, expect, it, vi } from 'vitest'
import { options as optionsOnNode } from '../../node/src/options.ts'
import * as bun from '../src/bun.ts'
import * as deno from '../src/deno.ts'
import * as edge from '../src/edge.ts'
import * as browser from '../src/index.ts'
import * as reactNative from '../src/react-native.ts'
import { FakeWebSocket, usePlatform } from './support/fake-web-socket.ts'

const ONLY_ON_NODE = Object.keys(optionsOnNode).filter((name) => !(name in commonOptions))
const TLS = ['ca', 'cert', 'key', 'passphrase', 'servername', 'rejectUnauthorized']

const RUNTIMES = {
  Bun: { entry: bun, takes: ['headers', 'proxy', 'compression', ...TLS], advice: /wsevent\/node/ },
  Deno: { entry: deno, takes: ['headers'], advice: /wsevent\/node/ },
  'React Native': { entry: reactNative, takes: ['headers'], advice: /React Native/ },
  'an edge runtime': { entry: edge, takes: [] as string[], advice: /edge runtime/ },
}

usePlatform()

/** Connects, and gives what the class got behind the URI. */
function given({ WebSockets }: typeof bun | typeof deno, options: object): readonly unknown[] {
  const client: { connect(uri: string, options: object): void } = new WebSockets()
  client.connect('wss://a.test/', options)
  return FakeWebSocket.last.given
}

/** What a failed attempt is reported as. */
async function failureOn(
  { WebSockets }: Pick<typeof browser, 'WebSockets'>,
  message: string | undefined,
  error?: unknown,
  options: object = {},
): Promise<unknown> {
  const client = new WebSockets()
  client.connect('wss://user:secret@a.test/?token=secret', { reconnect: true, ...options })
  const errors: unknown[] = []
  const closes: unknown[] = []
  client.addEventListener('error', (event) => errors.push(event))
  client.addEventListener('close', ({ willReconnect }) => closes.push(willReconnect))
  FakeWebSocket.last.fail(message, error)
  FakeWebSocket.last.end()
  client.disconnect()
  await vi.runAllTimersAsync()
  return { ...(errors[0] as object), willReconnect: closes[0] }
}

describe.each(Object.entries(RUNTIMES))('on %s', (runtime, { entry, takes, advice }) => {
  it.each(ONLY_ON_NODE.filter((name) => !takes.includes(name)))(
    '%s is refused with the name of the runtime and its own way',
    (name) => {
      const connect = vi.fn(() => given(entry, { [name]: 'secret' }))
      expect(connect).toThrow()
      const { code, message } = connect.mock.results.at(-1)!.value as browser.WebSocketsError
      expect(code).toBe(name === 'tls' ? 'ERR_TLS_UNSUPPORTED' : 'ERR_OPTION_UNSUPPORTED')
      expect(message).toContain(`"${name}"`)
      expect(message).toMatch(new RegExp(runtime.replace('an ', ''), 'i'))
      expect(message).toMatch(advice)
      expect(message).not.toMatch(/browser|secret/i)
      expect(message.endsWith(`#${code.toLowerCase()}`)).toBe(true)
    },
  )

  it('the names are those of every other entry', () => {
    expect(Object.keys(entry).toSorted()).toEqual(Object.keys(browser).toSorted())
  })
})

describe('headers', () => {
  const headers = { 'x-a': 'b', 'x-list': ['c', 'd'], Cookie: ['a=1', 'b=2'] }
  const whole = { 'x-a': 'b', 'x-list': 'c, d', Cookie: 'a=1; b=2' }

  it('reach the class of Bun and of Deno in an object, beside the subprotocols', () => {
    for (const entry of [bun, deno])
      expect(given(entry, { headers, protocols: 'p' })[0]).toMatchObject({
        headers: whole,
        protocols: ['p'],
      })
  })

  it('reach that of React Native as a third argument', () => {
    expect(given(reactNative, { headers, protocols: 'p' })).toEqual([['p'], { headers: whole }])
  })

  it('are left out of the call on Deno if there are none: older versions do not know them', () => {
    expect(given(deno, { protocols: 'p' })).toEqual([['p']])
  })

  it.each([
    ['CR and LF', { a: 'b\r\nc: d' }],
    ['a name that is no token', { 'a b': 'c' }],
    ['a value that is no string', { a: 1 }],
    ['characters beyond Latin-1', { a: 'ż' }],
    ['one of the handshake’s own', { 'Sec-WebSocket-Key': 'x' }],
    ['a Map', new Map([['a', 'b']])],
  ])('with %s are refused', (_, bad) => {
    for (const entry of [bun, deno, reactNative])
      expect(() => given(entry, { headers: bad })).toThrow('"headers"')
  })

  it.each(['Host', 'transfer-encoding'])('%s is refused on Deno, which would drop it', (name) => {
    expect(() => given(deno, { headers: { [name]: 'x' } })).toThrow('Host')
    expect(given(bun, { headers: { [name]: 'x' } })[0]).toMatchObject({ headers: { [name]: 'x' } })
  })
})

describe('on Bun', () => {
  it('TLS options go together, and only those that were given', () => {
    const secure = { ca: ['PEM'], servername: 'b.test', rejectUnauthorized: false }
    expect(given(bun, { ...secure, key: undefined })[0]).toMatchObject({ tls: secure })
    expect(given(bun, {})[0]).not.toHaveProperty('tls')
  })

  it('compression is off unless asked for', () => {
    expect(given(bun, {})[0]).toMatchObject({ perMessageDeflate: false })
    expect(given(bun, { compression: true })[0]).toMatchObject({ perMessageDeflate: true })
  })

  it('a proxy is a URL', () => {
    const proxy = new URL('http://user:pass@proxy.test:8080')
    expect(given(bun, { proxy })[0]).toMatchObject({ proxy })
    expect(given(bun, { proxy: false })[0]).not.toHaveProperty('proxy')
    for (const bad of [true, 'proxy.test', 'socks5://proxy.test', 1, null, {}])
      expect(() => given(bun, { proxy: bad })).toThrow('"proxy"')
  })

  it.each([{ ca: 1 }, { cert: [1] }, { rejectUnauthorized: 'no' }, { servername: 1 }])(
    '%j is refused',
    (bad) => {
      expect(() => given(bun, bad)).toThrow(`"${Object.keys(bad)[0]}"`)
    },
  )

  it('a heartbeat sends pings, and any control frame is a sign of life until the end', () => {
    const listening = new EventTarget()
    const pings: number[] = []
    class BunSocket extends FakeWebSocket {
      addEventListener = listening.addEventListener.bind(listening)
      ping = (): unknown => pings.push(this.readyState)
    }
    vi.stubGlobal('WebSocket', BunSocket)
    const client = new bun.WebSockets()
    client.connect('wss://a.test/', { heartbeat: { interval: 100, timeout: 50 } })
    const socket = FakeWebSocket.last
    socket.open()
    for (const type of ['pong', 'ping']) {
      vi.advanceTimersByTime(115)
      listening.dispatchEvent(new Event(type))
      expect(client.readyState).toBe(1)
    }
    expect(pings).toEqual([1, 1])
    vi.advanceTimersByTime(200)
    expect(client.readyState).toBe(3)
    listening.dispatchEvent(new Event('pong'))
  })
})

describe('on an edge runtime', () => {
  it('a message goes out as it was at the call, and a lone surrogate mended', () => {
    const client = new edge.WebSockets()
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    const bytes = new Uint8Array([1, 2, 3, 4])
    client.send(bytes.subarray(1, 3))
    client.send(bytes.buffer)
    client.send('a\uD800')
    bytes.fill(9)
    const [view, buffer, text] = FakeWebSocket.last.sent
    expect([view, buffer]).toEqual([new Uint8Array([2, 3]), new Uint8Array([1, 2, 3, 4]).buffer])
    expect(text).toBe('a\uFFFD')
  })

  it('a detached buffer is empty, and what no memory holds is ERR_INVALID_DATA', () => {
    const client = new edge.WebSockets()
    client.connect('wss://a.test/')
    FakeWebSocket.last.open()
    const detached = new ArrayBuffer(2)
    structuredClone(detached, { transfer: [detached] })
    client.send(detached)
    expect(FakeWebSocket.last.sent).toEqual([new ArrayBuffer(0)])
    const cause = new RangeError('Array buffer allocation failed')
    vi.spyOn(Uint8Array.prototype, 'slice').mockImplementationOnce(() => {
      throw cause
    })
    const error = expect.objectContaining({ code: 'ERR_INVALID_DATA', cause }) as Error
    expect(() => client.send(new ArrayBuffer(2))).toThrow(error)
  })

  it('a Blob is refused: it would be sent as the text "[object Blob]"', () => {
    const client = new edge.WebSockets()
    client.connect('wss://a.test/', { queue: true })
    const error = expect.objectContaining({ code: 'ERR_INVALID_DATA' }) as Error
    expect(() => client.send(new Blob(['a']))).toThrow(error)
  })
})

const onBun = (reason: string, code?: string): readonly unknown[] => {
  const message = `WebSocket connection to 'wss://user:secret@a.test/?token=secret' failed: ${reason}`
  return [message, Object.assign(new Error(message), { code })]
}

const onDeno = (reason: string): readonly unknown[] => {
  const message = `failed to connect to WebSocket: ${reason}`
  return [`NetworkError: ${message}`, new DOMException(message, 'NetworkError')]
}

describe('what a runtime says of a failure is its code, its status and its cause:', () => {
  const REJECTED = 'ERR_HANDSHAKE_REJECTED'
  const rejected = { code: REJECTED, status: 401, willReconnect: false }
  const busy = { code: REJECTED, status: 503, willReconnect: true }
  const refused = { code: 'ERR_CONNECTION_REFUSED', willReconnect: true }
  const unknown = { code: 'ERR_HOST_NOT_FOUND', willReconnect: true }
  const insecure = { code: 'ERR_TLS_FAILED', willReconnect: false }
  const failed = { code: 'ERR_CONNECT_FAILED', willReconnect: true }

  it.each([
    ['Bun', onBun('Expected 101 status code: 401'), rejected],
    ['Bun', onBun('Expected 101 status code: 503'), busy],
    ['Bun', onBun('Failed to connect', 'ECONNREFUSED'), refused],
    ['Bun', onBun('Failed to connect', 'ENOTFOUND'), unknown],
    ['Bun', onBun('TLS handshake failed: self signed certificate', 'DEPTH_ZERO'), insecure],
    ['Bun', onBun('Failed to connect', 'EHOSTUNREACH'), failed],
    ['Bun', onBun('Mismatch websocket accept header'), failed],
    ['Deno', onDeno('Invalid status code: 401'), rejected],
    ['Deno', onDeno('Invalid status code: 503'), busy],
    ['Deno', onDeno('tcp connect error'), refused],
    ['Deno', onDeno('dns error'), unknown],
    ['Deno', onDeno('invalid peer certificate: UnknownIssuer'), insecure],
    ['Deno', onDeno('received fatal alert: NoApplicationProtocol'), insecure],
    ['Deno', onDeno('received corrupt message of type InvalidContentType'), insecure],
    ['Deno', onDeno('connection closed before message completed'), failed],
    ['React Native', ["Expected HTTP 101 response but was '401 Unauthorized'"], rejected],
    ['React Native', ['Received bad response code from server: 401.'], rejected],
    ['React Native', ['received bad response code from server 503'], busy],
    ['React Native', ['Failed to connect to /10.0.2.2:8080'], failed],
    ['an edge runtime', ['Uncaught Error: lost', new Error('Network connection lost.')], failed],
  ] as const)('%s, %j', async (runtime, [message, error], expected) => {
    const { entry } = RUNTIMES[runtime]
    const failure = await failureOn(entry, message as string, error)
    expect(failure).toMatchObject({ ...expected, cause: expect.any(Error) as Error })
    const { reason, cause, status } = failure as browser.WebSocketsErrorEvent & { cause: Error }
    expect(status).toBe('status' in expected ? expected.status : undefined)
    expect(reason).not.toContain('secret')
    expect(`${cause.message} ${cause.stack}`).not.toContain('secret')
  })

  it('Deno’s and the platform’s own errors are the cause as they are', async () => {
    const [message, error] = onDeno('dns error')
    expect(await failureOn(deno, message as string, error)).toHaveProperty('cause', error)
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND'])(
    'behind a proxy, Bun’s %s may be either’s',
    async (name) => {
      const options = { proxy: 'http://user:secret@proxy.test/' }
      const [message, error] = onBun('Failed to connect', name)
      const reason = expect.stringContaining('the proxy or the server') as string
      expect(await failureOn(bun, message as string, error, options)).toMatchObject({
        ...failed,
        reason,
      })
    },
  )

  it('a browser says nothing, and has no cause', async () => {
    expect(await failureOn(browser, undefined)).not.toHaveProperty('cause')
  })
})
