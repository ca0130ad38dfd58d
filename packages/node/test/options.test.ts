import { Agent } from 'node:http'
import { beforeEach, describe, expect, it } from 'vitest'
import { WSEVENT, WebSockets, type ConnectOptions } from '../src/index.ts'
import { failed, opened, thrownBy } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

let client: WebSockets
let heard: string[]

beforeEach(() => {
  client = new WebSockets()
  heard = []
  client.addEventListener(WSEVENT, ({ type }) => heard.push(type))
})

class Pretender {
  readonly addRequest = 'no function'
}

const NO_STRING: readonly unknown[] = [null, 0, true, {}, [], () => 'a']
const NO_BOOLEAN: readonly unknown[] = [null, 0, 1, 'true', {}, []]
const NO_PEM: readonly unknown[] = [
  null,
  0,
  true,
  {},
  [0],
  ['a', null],
  new ArrayBuffer(1),
  () => 'a',
]

const BAD: Readonly<Record<string, readonly unknown[]>> = {
  tls: [null, 1.2, '', '1.2', 'TLSv1.4', 'tlsv1.2', 'SSLv3', true, {}, ['TLSv1.2']],
  headers: [
    null,
    true,
    'a: b',
    1,
    () => ({ a: 'b' }),
    ['a: b'],
    new Map([['a', 'b']]),
    new Headers({ a: 'b' }),
    { a: 1 },
    { a: null },
    { a: undefined },
    { a: ['b', 1] },
    { '': 'a' },
    { 'a b': 'c' },
    { 'a:': 'b' },
    { ä: 'b' },
    { a: 'Ω' },
  ],
  agent: [null, true, false, 'http://proxy', 1, {}, new Pretender(), () => new Agent()],
  ca: NO_PEM,
  cert: NO_PEM,
  key: NO_PEM,
  passphrase: NO_STRING,
  servername: NO_STRING,
  rejectUnauthorized: NO_BOOLEAN,
  maxPayload: [null, -1, 0.5, Number.NaN, Infinity, 2 ** 31, '1', 1n, true, {}],
  compression: [...NO_BOOLEAN, { threshold: 1 }],
}

const table = Object.entries(BAD).flatMap(([name, values]) =>
  values.map((value) => ({ name, value, given: show(value) })),
)

function show(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'function') return String(value)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return `${value.constructor.name} ${JSON.stringify(value)}`
  }
  return JSON.stringify(value) ?? String(value)
}

describe('a bad value', () => {
  it.each(table)('of $name is ERR_INVALID_OPTION: $given', ({ name, value }) => {
    const options = { [name]: value } as ConnectOptions
    const error = thrownBy(() => client.connect('wss://127.0.0.1:1/', options))
    expect(error.code).toBe('ERR_INVALID_OPTION')
    expect(error.message).toContain(`"${name}"`)
    expect(error.message).not.toContain('does not exist')
    expect(client.readyState).toBe(3)
    expect(client.url).toBe('')
    expect(heard).toEqual([])
  })

  it.each(Object.keys(BAD))(
    'of %s is found for a URI function too, before it is called',
    (name) => {
      let calls = 0
      const provider = (): string => {
        calls += 1
        return 'wss://127.0.0.1:1/'
      }
      const options = { [name]: BAD[name]?.[0] } as ConnectOptions
      expect(thrownBy(() => client.connect(provider, options)).code).toBe('ERR_INVALID_OPTION')
      expect(calls).toBe(0)
    },
  )
})

describe('an unknown option', () => {
  it.each([
    'followRedirects',
    'perMessageDeflate',
    'origin',
    'Headers',
    'minVersion',
    'ciphers',
    'toString',
  ])('%s is ERR_INVALID_OPTION, though ws or tls may have it', (name) => {
    const error = thrownBy(() => client.connect('wss://127.0.0.1:1/', { [name]: true }))
    expect(error.code).toBe('ERR_INVALID_OPTION')
    expect(error.message).toContain(`"${name}" does not exist`)
  })
})

it('undefined counts as absent for every option', async () => {
  const server = await serve()
  const absent = Object.fromEntries(Object.keys(BAD).map((name) => [name, undefined]))
  expect((await opened(server.url, absent)).types).toEqual(['open'])
})

it('every option of TLS but tls itself may stand beside ws:', async () => {
  const server = await serve()
  const recorder = await opened(server.url, {
    ca: [],
    cert: '',
    key: '',
    passphrase: '',
    servername: '',
    rejectUnauthorized: true,
  })
  expect(recorder.types).toEqual(['open'])
})

describe('an agent', () => {
  it('that throws is a failed attempt, after connect has returned', async () => {
    const agent = {
      addRequest(): void {
        throw new Error('no proxy today')
      },
    }
    const error = await failed('ws://127.0.0.1:1/', { agent })
    expect(error).toMatchObject({
      code: 'ERR_CONNECT_FAILED',
      cause: { message: 'no proxy today' },
    })
  })

  it('of http for wss: is a failed attempt, after connect has returned', async () => {
    const error = await failed('wss://127.0.0.1:1/', { agent: new Agent() })
    expect(error.code).toBe('ERR_CONNECT_FAILED')
  })

  it('carries the connection', async () => {
    const server = await serve()
    const agent = new Agent()
    const { client: open } = await opened(server.url, { agent })
    const peer = await server.nextPeer()
    open.disconnect()
    await peer.closed
    expect(peer.log).toEqual(['close 1000'])
  })
})
