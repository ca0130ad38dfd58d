import { describe, expect, it } from 'vitest'
import { Bench, URI, codeOf } from './fake-platform.ts'

type Call = (...values: unknown[]) => unknown
type Stage = 'new' | 'connecting' | 'open' | 'closing' | 'waiting' | 'closed'

const STAGES: Readonly<Record<Stage, (bench: Bench) => void>> = {
  new: () => undefined,
  connecting: (bench) => bench.connect(),
  open: (bench) => bench.open(),
  closing: (bench) => bench.open().ws.disconnect(),
  waiting: (bench) => bench.open({ reconnect: true }).transport.end(),
  closed: (bench) => bench.open().transport.end(1000, '', true),
}
const stages = Object.keys(STAGES) as Stage[]
const handler = (): void => undefined
const provide = (): string => URI

// Method, arguments, code. What is not in here is in options.test.ts (every option) and listeners.test.ts.
const MISUSE: readonly [method: string, values: unknown[], code: string][] = [
  ['addEventListener', [], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['opened', handler], 'ERR_INVALID_LISTENER'],
  ['addEventListener', [null, handler], 'ERR_INVALID_LISTENER'],
  ['addEventListener', [{}, handler], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open'], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', null], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', 'handler'], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', { handleEvent: handler }], 'ERR_INVALID_LISTENER'],
  ['addEventListener', ['open', handler, null], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, true], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, { once: 'yes' }], 'ERR_INVALID_OPTION'],
  ['addEventListener', ['open', handler, { signal: 'now' }], 'ERR_INVALID_OPTION'],
  ['connect', [], 'ERR_INVALID_URI'],
  ['connect', [null], 'ERR_INVALID_URI'],
  ['connect', [1], 'ERR_INVALID_URI'],
  ['connect', [{}], 'ERR_INVALID_URI'],
  ['connect', [''], 'ERR_INVALID_URI'],
  ['connect', ['/relative'], 'ERR_INVALID_URI'],
  ['connect', ['ftp://h/'], 'ERR_INVALID_URI'],
  ['connect', ['ws://h/#'], 'ERR_INVALID_URI'],
  ['connect', ['ws://h/#part'], 'ERR_INVALID_URI'],
  ['connect', ['ws://user:pass@h:0x/'], 'ERR_INVALID_URI'],
  ['connect', [new URL('file:///p')], 'ERR_INVALID_URI'],
  ['connect', [URI, null], 'ERR_INVALID_OPTION'],
  ['connect', [URI, 'tls'], 'ERR_INVALID_OPTION'],
  ['connect', [URI, []], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { port: 0 }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { port: '80' }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { reconnect: { nonsense: 1 } }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { nonsense: 1 }], 'ERR_INVALID_OPTION'],
  ['connect', [URI, { tls: 'TLSv1.2' }], 'ERR_TLS_UNSUPPORTED'],
  ['connect', [provide, { nonsense: 1 }], 'ERR_INVALID_OPTION'],
  ['connect', [provide, { tls: 'TLSv1.2' }], 'ERR_TLS_UNSUPPORTED'],
  ['disconnect', [null], 'ERR_INVALID_CLOSE'],
  ['disconnect', ['1000'], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1001], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1005], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1006], 'ERR_INVALID_CLOSE'],
  ['disconnect', [2999], 'ERR_INVALID_CLOSE'],
  ['disconnect', [5000], 'ERR_INVALID_CLOSE'],
  ['disconnect', [3000.5], 'ERR_INVALID_CLOSE'],
  ['disconnect', [NaN], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1000, null], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1000, 1], 'ERR_INVALID_CLOSE'],
  ['disconnect', [1000, 'a'.repeat(124)], 'ERR_INVALID_CLOSE'],
  ['disconnect', [undefined, '€'.repeat(42)], 'ERR_INVALID_CLOSE'],
  ['send', [], 'ERR_INVALID_DATA'],
  ['send', [null], 'ERR_INVALID_DATA'],
  ['send', [1], 'ERR_INVALID_DATA'],
  ['send', [{}], 'ERR_INVALID_DATA'],
  ['send', [[1, 2]], 'ERR_INVALID_DATA'],
  ['send', [Symbol('s')], 'ERR_INVALID_DATA'],
  ['send', [Object('text')], 'ERR_INVALID_DATA'],
  ['send', [new SharedArrayBuffer(1)], 'ERR_INVALID_DATA'],
  ['send', [new Uint8Array(new SharedArrayBuffer(1))], 'ERR_INVALID_DATA'],
  ['send', [{ size: 1, type: '', arrayBuffer: handler }], 'ERR_INVALID_DATA'],
]

function call(bench: Bench, method: string, values: readonly unknown[]): unknown {
  return codeOf(() => (Reflect.get(bench.ws, method) as Call).apply(bench.ws, [...values]))
}

/** All of a bench that misuse could have changed. */
function pictureOf({ ws, platform, clock, events }: Bench): unknown {
  const { readyState, url, protocol, bufferedAmount } = ws
  const used = platform.transports.map(({ log, sent }) => [[...log], [...sent]])
  const timers = [clock.pending, clock.next]
  return { readyState, url, protocol, bufferedAmount, used, timers, events: events.length }
}

describe.each(stages)('a client that is %s', (stage) => {
  it.each(MISUSE)('throws at %s(%j): %s, and changes nothing', (method, values, code) => {
    const bench = new Bench()
    STAGES[stage](bench)
    const before = pictureOf(bench)
    expect(call(bench, method, values)).toBe(code)
    expect(pictureOf(bench)).toEqual(before)
    expect(bench.platform.reported).toEqual([])
  })

  const isClosed = stage === 'new' || stage === 'closed'
  it.each(isClosed ? [] : [[URI], [provide]])('throws ERR_INVALID_STATE at connect: %s', (uri) => {
    const bench = new Bench()
    STAGES[stage](bench)
    const before = pictureOf(bench)
    expect(call(bench, 'connect', [uri])).toBe('ERR_INVALID_STATE')
    expect(pictureOf(bench)).toEqual(before)
  })

  it.each(stage === 'open' ? [] : [['text'], [new ArrayBuffer(1)]])(
    'throws ERR_INVALID_STATE at send: %o',
    (data) => {
      const bench = new Bench()
      STAGES[stage](bench)
      const before = pictureOf(bench)
      expect(call(bench, 'send', [data])).toBe('ERR_INVALID_STATE')
      expect(pictureOf(bench)).toEqual(before)
    },
  )
})

it('adds no listener by misuse', () => {
  const bench = new Bench().open()
  let heard = 0
  const count = (): number => ++heard
  for (const values of [
    ['opened', count],
    ['message', count, null],
    ['message', count, { once: 1 }],
  ]) {
    call(bench, 'addEventListener', values)
  }
  bench.transport.message('hi')
  expect(heard).toBe(0)
})

it('leaves the promises of the connection as they were', async () => {
  const bench = new Bench().open()
  const { opened, closed } = bench.ws
  call(bench, 'connect', [URI])
  expect(bench.ws.closed).toBe(closed)
  expect(await bench.ws.opened).toBe(await opened)
})

it.each<[string, unknown[]]>([
  ['nothing', []],
  ['an unknown type', ['opened', handler]],
  ['no handler', ['open']],
  ['a handler that was not added', ['open', handler]],
  ['null', [null, null]],
])('ignores the removal of %s', (_what, values) => {
  const bench = new Bench().open()
  expect(call(bench, 'removeEventListener', values)).toBeUndefined()
  bench.transport.message('hi')
  expect(bench.trace).toEqual(['message hi'])
})

it.each<[string, unknown[]]>([
  ['no argument', []],
  ['undefined', [undefined, undefined]],
  ['1000', [1000]],
  ['123 bytes', [4999, 'a'.repeat(123)]],
])('takes disconnect with %s', (_what, values) => {
  const bench = new Bench().open()
  expect(call(bench, 'disconnect', values)).toBeUndefined()
  expect(bench.ws.readyState).toBe(2)
})
