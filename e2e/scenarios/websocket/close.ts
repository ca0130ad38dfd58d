import { assert } from 'chai'
import { type Fact, next, standardFamily, throws } from './sockets.ts'

const INVALID_CODES = [0, 999, 1001, 1005, 1006, 2999, 5000, 65_535, -1, NaN, Infinity, null, 'x']
// The longest that is allowed, in bytes.
const LONGEST = 'ż'.repeat(61)

/** What the server sees of a close, and the socket's close event. */
function closes(
  parameters: readonly unknown[],
  seen: { readonly code: number | null; readonly reason?: string },
  told: object = seen,
): Fact {
  return async (sockets) => {
    const { socket, server, events } = await sockets.open('/echo')
    const closed = next(socket, 'close')
    Reflect.apply(socket.close, socket, parameters)
    assert.equal(socket.readyState, 2)
    assert.include(await server.seen('close'), { reason: '', ...seen })
    const { code, reason, wasClean } = await closed
    assert.deepInclude({ code, reason, wasClean }, { reason: '', wasClean: true, ...told })
    assert.equal(socket.readyState, 3)
    assert.deepEqual(
      events.map(({ type }) => type),
      ['open', 'close'],
    )
  }
}

standardFamily('close', {
  'a code and a reason reach the server and come back': closes([4001, 'bye 🐢'], {
    code: 4001,
    reason: 'bye 🐢',
  }),
  'a code alone has no reason': closes([1000], { code: 1000 }),
  'a reason may have 123 bytes': closes([3000, `${LONGEST}.`], {
    code: 3000,
    reason: `${LONGEST}.`,
  }),
  'a lone surrogate in a reason is replaced': closes([4999, '\ud83d'], {
    code: 4999,
    reason: '\ufffd',
  }),
  'a code is converted to a number, a reason to a string': closes(['3001', 12], {
    code: 3001,
    reason: '12',
  }),
  'a fraction is rounded to the even neighbour': closes([1000.5], { code: 1000 }),
  'without a code the frame has none': async (sockets) => {
    for (const parameters of [[], [undefined], [undefined, undefined]])
      await closes(parameters, { code: null }, { code: 1005 })(sockets)
  },
  'a reason alone goes with 1000': closes([undefined, 'bye'], { code: 1000, reason: 'bye' }),

  'another code is an InvalidAccessError, whatever the state': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const isRefused = (): void => {
      for (const code of INVALID_CODES)
        throws('InvalidAccessError', () => socket.close(code as never))
      throws('TypeError', () => socket.close(Symbol('no code') as never))
      throws('TypeError', () => socket.close(1000n as never))
    }
    isRefused()
    await next(socket, 'open')
    isRefused()
    socket.close()
    isRefused()
    await next(socket, 'close')
    isRefused()
  },

  'a reason of more than 123 bytes is a SyntaxError': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    throws('SyntaxError', () => socket.close(1000, 'x'.repeat(124)))
    throws('SyntaxError', () => socket.close(undefined, `${LONGEST}ż`))
    throws('SyntaxError', () => socket.close(1000, '\ud83d'.repeat(42)))
    throws('InvalidAccessError', () => socket.close(1, 'x'.repeat(124)))
    assert.equal(socket.readyState, 1)
  },

  'the first close counts': async (sockets) => {
    const { socket, server } = await sockets.open('/echo')
    socket.close(4001)
    socket.close(4002)
    const { code } = await next(socket, 'close')
    assert.equal(code, 4001)
    socket.close()
    assert.lengthOf(await server.entries('close'), 1)
  },

  'before the opening it is an error and a close, in a later task': async (sockets) => {
    const { socket, events } = sockets.connect('/echo')
    socket.close(4001, 'not needed')
    assert.equal(socket.readyState, 2)
    await Promise.resolve()
    assert.lengthOf(events, 0)
    const { code, reason, wasClean } = await next(socket, 'close')
    assert.deepEqual({ code, reason, wasClean }, { code: 1006, reason: '', wasClean: false })
    assert.deepEqual(
      events.map(({ type }) => type),
      ['error', 'close'],
    )
  },

  'a socket that waits for its turn can be closed': async (sockets) => {
    const hanging = sockets.connect('/hang')
    await hanging.server.seen('hanging')
    const [waiting, last] = [sockets.connect('/echo'), sockets.connect('/echo')]
    waiting.socket.close()
    await next(waiting.socket, 'close')
    await sockets.harness.settle()
    assert.lengthOf(await last.server.entries('request'), 0)
    const opened = next(last.socket, 'open')
    await hanging.server.release()
    await opened
    assert.lengthOf(await waiting.server.entries('request'), 0)
  },

  'the server’s code and reason are told, and 1005 where it gave none': async (sockets) => {
    for (const [query, expected] of [
      ['code=4002&reason=yours', { code: 4002, reason: 'yours' }],
      ['', { code: 1005, reason: '' }],
    ] as const) {
      const { socket } = sockets.connect(`/close?after=message&${query}`)
      await next(socket, 'open')
      socket.send('go on')
      const { code, reason, wasClean } = await next(socket, 'close')
      assert.deepEqual({ code, reason, wasClean }, { ...expected, wasClean: true })
    }
  },

  'what was sent before arrives': async (sockets) => {
    const { socket, server } = await sockets.open('/sink')
    for (let index = 0; index < 100; index += 1) socket.send(`${index}`)
    socket.close()
    await server.seen('close')
    assert.lengthOf(await server.entries('message'), 100)
  },
})
