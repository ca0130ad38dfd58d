import { describe, expect, it, vi } from 'vitest'
import { Harness, URI, codeOf } from './harness.ts'

type Call = (...values: unknown[]) => unknown
type Row = [method: string, values: unknown[], code: string]

const STAGES = {
  new: () => undefined,
  connecting: (harness: Harness) => harness.connect(),
  open: (harness: Harness) => harness.open(),
  closing: (harness: Harness) => harness.open().ws.disconnect(),
  waiting: (harness: Harness) => harness.open({ reconnect: true }).transport.end(),
  closed: (harness: Harness) => harness.open().transport.end(1000),
}
const handler = (): void => undefined
const provide = (): string => URI

// Method, arguments, code. Every bad URI is in uri.test.ts, every bad option in options.test.ts.
const MISUSE: Row[] = [
  ['addEventListener', [], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['opened', handler], 'ERR_INVALID_LISTENER'],
  ['addEventListener', [{}, handler], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open'], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', { handleEvent: handler }], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', handler, null], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, { capture: true }], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, { once: 1 }], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, { signal: new AbortController() }], 'ERR_INVALID_OPTION'],
  ['connect', [], 'ERR_INVALID_URI'],
  ['connect', [new URL('file:///p')], 'ERR_INVALID_URI'],
  ['connect', [1, { port: 0 }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { port: '80' }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { reconnect: { nonsense: 1 } }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { tls: 'TLSv1.2' }], 'ERR_TLS_UNSUPPORTED'],
  ['connect', [provide, { nonsense: 1 }], 'ERR_INVALID_OPTION'],
  ['disconnect', [null], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1001], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1000, null], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1000, 'a'.repeat(124)], 'ERR_INVALID_CLOSE'],
  ['disconnect', [undefined, '€'.repeat(42)], 'ERR_INVALID_CLOSE'],
  ['subscribe', [], 'ERR_INVALID_LISTENER'],
  ['subscribe', ['handler'], 'ERR_INVALID_LISTENER'],
  ['send', [], 'ERR_INVALID_DATA'],
  ['send', [{}], 'ERR_INVALID_DATA'],
  ['send', [new Uint8Array(new SharedArrayBuffer(1))], 'ERR_INVALID_DATA'],
  ['send', [{ size: 1, type: '', arrayBuffer: handler }], 'ERR_INVALID_DATA'],
]

const SEND: Row[] = [['send', ['text'], 'ERR_INVALID_STATE']]
const CONNECT: Row[] = [
  ['connect', [URI], 'ERR_INVALID_STATE'],
  ['connect', [provide], 'ERR_INVALID_STATE'],
]

function call(harness: Harness, method: string, values: readonly unknown[]): unknown {
  return codeOf(() => (Reflect.get(harness.ws, method) as Call).apply(harness.ws, [...values]))
}

/** All of a harness that misuse could have changed. */
function stateOf({ ws, platform, clock, events }: Harness): unknown {
  const { readyState, url, protocol, bufferedAmount } = ws
  const used = platform.transports.map(({ log, sent }) => [[...log], [...sent]])
  const { pending, next } = clock
  return { readyState, url, protocol, bufferedAmount, used, pending, next, events: events.length }
}

describe.each(Object.entries(STAGES))('a client that is %s', (stage, prepare) => {
  const isOpen = stage === 'open'
  const mayConnect = ['new', 'closed', 'closing'].includes(stage)
  const rows = [...MISUSE, ...(isOpen ? [] : SEND), ...(mayConnect ? [] : CONNECT)]

  it.each(rows)('throws at %s(%j): %s, and changes nothing', (method, values, code) => {
    const harness = new Harness()
    prepare(harness)
    const before = stateOf(harness)
    const { status } = harness.ws
    expect(call(harness, method, values)).toBe(code)
    expect(stateOf(harness)).toEqual(before)
    expect(harness.ws.status).toBe(status)
    expect(harness.platform.reported).toEqual([])
  })
})

it('adds no listener by misuse', () => {
  const harness = new Harness().open()
  const listener = vi.fn()
  call(harness, 'addEventListener', ['message', listener, { once: 1 }])
  harness.transport.message('hi')
  expect(listener).not.toHaveBeenCalled()
})

it('leaves the promises of the connection alone', async () => {
  const harness = new Harness().open()
  call(harness, 'connect', [URI])
  call(harness, 'connect', [])
  expect(await harness.ws.opened).toMatchObject({ attempt: 1 })
})

it.each<unknown[]>([[], ['opened', handler], ['open'], ['open', handler], [null, null]])(
  'ignores the removal of a listener that is none: %o %o',
  (...values) => {
    const harness = new Harness().open()
    expect(call(harness, 'removeEventListener', values)).toBeUndefined()
    harness.transport.message('hi')
    expect(harness.trace).toEqual(['message hi'])
  },
)

it.each<[unknown[], string]>([
  [[], 'close 1000'],
  [[undefined, undefined], 'close 1000'],
  [[4999, '€'.repeat(41)], `close 4999 ${'€'.repeat(41)}`],
])('takes disconnect with %j', (values, close) => {
  const harness = new Harness().open()
  expect(call(harness, 'disconnect', values)).toBeUndefined()
  expect(harness.transport.log).toEqual([close])
})

describe("an error of the caller's own", () => {
  const mine = new Error('mine')
  const fail = (): never => {
    throw mine
  }
  const bag = new Proxy({}, { ownKeys: fail })

  it.each<[string, (harness: Harness) => void]>([
    [
      'a getter in the options',
      ({ ws }) =>
        ws.connect(URI, Object.defineProperty({}, 'port', { get: fail, enumerable: true })),
    ],
    ['a proxy as the options', ({ ws }) => ws.connect(URI, bag)],
    ['a proxy as the options of a listener', ({ ws }) => ws.addEventListener('open', handler, bag)],
  ])('by %s reaches the caller as it is, and changes nothing', (_, misuse) => {
    const harness = new Harness()
    expect(() => misuse(harness)).toThrow(mine)
    expect(harness.ws.readyState).toBe(3)
    expect(harness.trace).toEqual([])
    expect(harness.open().ws.readyState).toBe(1)
  })
})
