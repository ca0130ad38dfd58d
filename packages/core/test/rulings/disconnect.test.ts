import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocketsError } from '../../src/errors.ts'
import { Bench, settled } from '../fake-platform.ts'

let bench: Bench

beforeEach(() => {
  bench = new Bench()
})

const HOUR = 3_600_000

describe('disconnect while open', () => {
  it('closes with the code and the reason', () => {
    bench.open().ws.disconnect(3001, 'bye')
    expect(bench.transport.log).toEqual(['close 3001 bye'])
    expect(bench.ws.readyState).toBe(2)
    bench.transport.end(3001, 'bye', true)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code: 3001,
        reason: 'bye',
        wasClean: true,
        willReconnect: false,
        unsent: [],
        unconfirmed: [],
      },
    ])
  })

  it('closes with 1000 and no reason by default', () => {
    bench.open().ws.disconnect()
    expect(bench.transport.log).toEqual(['close 1000'])
  })

  it('is idempotent: the first call counts', () => {
    bench.open().ws.disconnect(3001)
    bench.ws.disconnect(3002)
    bench.ws.disconnect()
    expect(bench.transport.log).toEqual(['close 3001'])
    bench.transport.end(3001, '', true)
    bench.ws.disconnect()
    bench.clock.advance(HOUR)
    expect(bench.trace).toEqual(['close 3001'])
  })

  it('lets no message through any more', () => {
    bench.open().ws.disconnect()
    bench.transport.message('late')
    expect(bench.trace).toEqual([])
  })

  it('gives no ONERROR, whatever the platform says', () => {
    bench.open({ reconnect: true }).ws.disconnect()
    bench.transport.end(1006, '', false, new WebSocketsError('ERR_PROTOCOL'))
    expect(bench.trace).toEqual(['close 1006'])
  })

  it('gives no ONERROR where the server’s code is invalid', () => {
    bench.open().ws.disconnect()
    bench.transport.end(999, 'x', true)
    expect(bench.events).toMatchObject([{ code: 1006, reason: '', wasClean: false }])
  })

  it('drops the socket after closeTimeout', () => {
    bench.open({ closeTimeout: 100 }).ws.disconnect(3001)
    bench.clock.advance(99)
    expect(bench.trace).toEqual([])
    bench.clock.advance(1)
    expect(bench.trace).toEqual(['close 1006'])
    expect(bench.last('close')).toMatchObject({ wasClean: false, reason: '' })
    expect(bench.transport.log).toEqual(['close 3001', 'drop'])
  })

  it('gives the server 5 s by default', () => {
    bench.open().ws.disconnect()
    expect(bench.clock.next).toBe(5000)
  })

  it('reconnects to nothing', () => {
    bench.open({ reconnect: { shouldReconnect: () => true } }).ws.disconnect(4000)
    bench.transport.end(1006)
    bench.clock.advance(HOUR)
    expect(bench.trace).toEqual(['close 1006'])
    expect(bench.platform.transports).toHaveLength(1)
  })
})

describe('disconnect while connecting', () => {
  it('gives up the attempt: no ONERROR, one ONCLOSE, in a later task', () => {
    bench.connect({ reconnect: true }).ws.disconnect(3001, 'unused')
    expect(bench.transport.log).toEqual(['drop'])
    expect(bench.trace).toEqual([])
    bench.clock.advance(0)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code: 1006,
        reason: '',
        wasClean: false,
        willReconnect: false,
        unsent: [],
        unconfirmed: [],
      },
    ])
    bench.clock.advance(HOUR)
    expect(bench.trace).toHaveLength(1)
  })

  it('does not wait for a URI function that hangs, and ignores what it gives later', async () => {
    let answer: (uri: string) => void = () => undefined
    bench.ws.connect(() => new Promise<string>((resolve) => (answer = resolve)))
    await settled()
    bench.ws.disconnect()
    bench.clock.advance(0)
    expect(bench.take()).toEqual(['close 1006'])
    answer('ws://late.test/')
    await settled()
    expect(bench.trace).toEqual([])
    expect(bench.platform.transports).toEqual([])
  })

  it('does not hear of a URI function that fails later', async () => {
    let fail: (error: Error) => void = () => undefined
    bench.ws.connect(() => new Promise<string>((_resolve, reject) => (fail = reject)))
    await settled()
    bench.ws.disconnect()
    fail(new Error('late'))
    await settled()
    bench.clock.advance(0)
    expect(bench.trace).toEqual(['close 1006'])
  })
})

describe('disconnect while waiting to reconnect', () => {
  it('gives one ONCLOSE: 1006, not clean, final', () => {
    bench.open({ reconnect: true }).transport.end(1001, '', true)
    bench.ws.disconnect(4000, 'unused')
    expect(bench.take()).toEqual(['close 1001 retry'])
    bench.clock.advance(HOUR)
    expect(bench.events).toEqual([
      {
        type: 'close',
        code: 1006,
        reason: '',
        wasClean: false,
        willReconnect: false,
        unsent: [],
        unconfirmed: [],
      },
    ])
    expect(bench.platform.transports).toHaveLength(1)
  })

  it('tells the rest as unsent', () => {
    bench.open({ reconnect: true, queue: true }).transport.end()
    bench.ws.send('kept')
    bench.ws.disconnect()
    bench.clock.advance(0)
    expect(bench.last('close')).toMatchObject({ unsent: ['kept'], unconfirmed: [] })
  })
})

it.each(['new', 'closed'])('disconnect of a client that is %s is nothing', (stage) => {
  if (stage === 'closed') bench.open().transport.end(1000, '', true)
  bench.take()
  bench.ws.disconnect(3001, 'x')
  bench.clock.advance(HOUR)
  expect(bench.trace).toEqual([])
  expect(bench.ws.readyState).toBe(3)
})

describe('an attempt has exactly one ONCLOSE', () => {
  it('where disconnect and the server’s close cross', () => {
    bench.open().ws.disconnect()
    bench.transport.end(1001, 'first', true)
    bench.transport.end(1000, 'second', true)
    bench.clock.advance(HOUR)
    expect(bench.trace).toEqual(['close 1001'])
  })

  it('where the server closes after a handler disconnected', () => {
    bench.ws.addEventListener('open', () => bench.ws.disconnect())
    bench.connect().transport.open()
    bench.transport.end(1000, '', true)
    bench.clock.advance(HOUR)
    expect(bench.trace).toEqual(['open 1', 'close 1000'])
  })

  it('where the connection is given up before what came in is heard', () => {
    bench.ws.addEventListener('message', ({ data }) => {
      if (data !== 'outer') return
      bench.transport.handlers.onClose({ code: 1006, reason: '', wasClean: false })
      bench.transport.handlers.onClose({ code: 1000, reason: '', wasClean: true })
      bench.transport.handlers.onMessage('late')
    })
    bench.open().transport.message('outer')
    expect(bench.trace).toEqual(['message outer', 'error ERR_CONNECTION_LOST', 'close 1006'])
  })
})

it('keeps the queue where the platform tells of one end twice', () => {
  bench.ws.addEventListener('close', () => bench.ws.send('kept'))
  bench.ws.addEventListener('message', () => {
    bench.transport.handlers.onClose({ code: 1006, reason: '', wasClean: false })
    bench.transport.handlers.onClose({ code: 1000, reason: '', wasClean: true })
  })
  bench.open({ reconnect: true, queue: true }).transport.message('hi')
  bench.retry().transport.open()
  expect(bench.transport.sent).toEqual(['kept'])
})

describe('an end that was not asked for', () => {
  it('without a close frame is ERR_CONNECTION_LOST, then 1006', () => {
    bench.open().transport.end(1006)
    expect(bench.trace).toEqual(['error ERR_CONNECTION_LOST', 'close 1006'])
    expect(bench.last('close')).toMatchObject({ wasClean: false, reason: '' })
  })

  it('of an attempt whose subprotocol was not answered gives no ONOPEN', () => {
    bench.connect({ protocols: ['a', 'b'] }).transport.open('')
    expect(bench.trace).toEqual(['error ERR_CONNECT_FAILED', 'close 1006'])
    expect(bench.transport.log).toEqual(['drop'])
  })

  it('is none where no subprotocol was asked for', () => {
    bench.connect({ protocols: [] }).transport.open('')
    expect(bench.trace).toEqual(['open 1'])
  })
})
