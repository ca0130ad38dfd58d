import { assert } from 'chai'
import type { WebSocket as OurSocket } from 'wsevent/websocket'
import { SOON } from '../harness.ts'
import { isRefused } from '../node-only.ts'
import { classFamily, next, task, throws } from './sockets.ts'

/** The members of an event that the standard does not have. */
interface MoreEvent extends Event {
  readonly [name: string]: unknown
}

/** The socket with what the standard does not have. */
function more(socket: unknown): OurSocket {
  return socket as OurSocket
}

classFamily('options', {
  'without options a lost connection stays lost': async (sockets) => {
    const { socket, server } = await sockets.open('/echo')
    const closed = next(socket, 'close')
    await server.command('end')
    const close = (await closed) as Event as MoreEvent
    assert.equal(close['willReconnect'], false)
    assert.equal(socket.readyState, 3)
  },

  'reconnect: each opening is an open, each end a close, and in between it is connecting': async (
    sockets,
  ) => {
    const { socket, server, events } = await sockets.open('/echo', [], { reconnect: SOON })
    const closed = next(socket, 'close')
    await server.command('end')
    const close = (await closed) as Event as MoreEvent
    assert.equal(socket.readyState, 0)
    assert.include(close, { code: 1006, willReconnect: true })
    assert.isNumber(close['delay'])
    assert.deepEqual([close['unsent'], close['unconfirmed']], [[], []])
    await next(socket, 'open')
    assert.equal(socket.readyState, 1)
    const answer = next(socket, 'message')
    socket.send('again')
    assert.equal((await answer).data, 'again')
    socket.close(4000)
    await next(socket, 'close')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['open', 'close', 'open', 'message', 'close'],
    )
  },

  'reconnect: a failed attempt is an error and a close': async (sockets) => {
    const { socket, events } = sockets.connect('/flaky?refusals=2', [], { reconnect: SOON })
    await next(socket, 'open')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['error', 'close', 'error', 'close', 'open'],
    )
  },

  'connects as the global class, bound or not': async (sockets) => {
    const { WebSocket } = globalThis
    for (const Class of [sockets.Class, sockets.Class.with({})]) {
      globalThis.WebSocket = Class
      try {
        const { socket, server } = await sockets.open('/echo')
        socket.send('hello')
        assert.include(await server.seen('message'), { text: 'hello' })
      } finally {
        globalThis.WebSocket = WebSocket
      }
    }
  },

  'compression shows in extensions': async (sockets) => {
    if (await isRefused(sockets.harness, 'compression', true)) return
    const { socket } = await sockets.open('/deflating', [], { compression: true })
    assert.equal(socket.extensions, 'permessage-deflate')
  },

  'close while it waits ends it': async (sockets) => {
    const options = { reconnect: { minDelay: 600_000, maxDelay: 600_000 } }
    const { socket, server } = await sockets.open('/echo', [], options)
    const closed = next(socket, 'close')
    await server.command('end')
    await closed
    socket.close()
    assert.equal(socket.readyState, 2)
    const close = (await next(socket, 'close')) as Event as MoreEvent
    assert.include(close, { code: 1006, willReconnect: false })
    assert.equal(socket.readyState, 3)
  },

  'wake: tries now': async (sockets) => {
    const options = { reconnect: { minDelay: 600_000, maxDelay: 600_000 } }
    const { socket, server } = await sockets.open('/echo', [], options)
    const closed = next(socket, 'close')
    await server.command('end')
    await closed
    more(socket).wake()
    await next(socket, 'open')
  },

  'drained: resolves when all has left': async (sockets) => {
    const { socket, server } = await sockets.open('/sink', [], {})
    socket.send(new Uint8Array(1_048_576))
    await more(socket).drained()
    await task()
    assert.equal(socket.bufferedAmount, 0)
    await server.seen('message')
  },

  'queue: what is sent before the opening goes out after it': async (sockets) => {
    const { socket, server } = sockets.connect('/sink', [], { queue: true })
    socket.send('early')
    assert.equal(socket.bufferedAmount, 5)
    assert.deepEqual(await server.texts(1), ['early'])
  },

  'queue: also while the socket waits for its turn': async (sockets) => {
    const hanging = sockets.connect('/hang')
    await hanging.server.seen('hanging')
    const { socket, server } = sockets.connect('/sink', [], { queue: true })
    socket.send('early')
    await hanging.server.release()
    assert.deepEqual(await server.texts(1), ['early'])
  },

  'queue: a full one throws the client’s own error': async (sockets) => {
    const { socket } = sockets.connect('/sink', [], { queue: { maxBytes: 3 } })
    socket.send('abc')
    assert.throws(() => socket.send('d'), 'err_queue_full')
    assert.equal(socket.bufferedAmount, 3)
    await next(socket, 'open')
  },

  'a function gives the URL of each attempt': async (sockets) => {
    const [first, second] = [sockets.harness.server('/echo'), sockets.harness.server('/echo')]
    const uris = [first.uri, second.uri]
    const socket = sockets.make(() => uris.shift(), 'a', { reconnect: SOON })
    assert.equal(socket.url, '')
    await next(socket, 'open')
    assert.deepEqual([socket.url, socket.protocol], [first.uri, 'a'])
    const opened = next(socket, 'open')
    await first.command('end')
    await opened
    assert.equal(socket.url, second.uri)
  },

  'an error says why': async (sockets) => {
    const { harness } = sockets
    const { socket } = sockets.connect('/handshake?status=404')
    const error = (await next(socket, 'error')) as Event as MoreEvent
    assert.equal(error['code'], harness.failure('ERR_HANDSHAKE_REJECTED'))
    assert.include(error['reason'], 'err_')
    if (harness.facts.reportsFailure) assert.equal(error['status'], 404)
    assert.strictEqual(Object.getPrototypeOf(error), Event.prototype)
  },

  'a heartbeat ends a dead connection': async (sockets) => {
    const heartbeat = { interval: 20, timeout: 20, message: 'are you there?' }
    const { socket } = await sockets.open('/silent', [], { heartbeat })
    const error = (await next(socket, 'error')) as Event as MoreEvent
    assert.equal(error['code'], 'ERR_HEARTBEAT_TIMEOUT')
    assert.equal(socket.readyState, 3)
  },

  'an option that is none throws the client’s own error, and opens nothing': async (sockets) => {
    const server = sockets.harness.server('/echo')
    const options = { reconect: true } as never
    assert.throws(() => new sockets.Class(server.uri, [], options), 'err_invalid_option')
    // Nobody waits behind it.
    await sockets.open('/echo')
    assert.lengthOf(await server.entries('request'), 0)
  },

  'a signal closes it': async (sockets) => {
    const controller = new AbortController()
    const { socket, events } = await sockets.open('/echo', [], { signal: controller.signal })
    controller.abort()
    await next(socket, 'close')
    await task()
    assert.deepEqual(
      events.map(({ type }) => type),
      ['open', 'close'],
    )
  },

  'port and protocols are options too': async (sockets) => {
    const server = sockets.harness.server('/echo')
    const url = new URL(server.uri)
    const port = Number(url.port)
    url.port = ''
    const socket = sockets.make(url, undefined, { port, protocols: ['a'] })
    assert.equal(socket.url, server.uri)
    await next(socket, 'open')
    assert.equal(socket.protocol, 'a')
  },

  'with() binds options to a class for those who make their sockets themselves': async (
    sockets,
  ) => {
    const { Class, harness } = sockets
    const Bound = Class.with({ protocols: ['a', 'b'] }).with({ queue: true })
    assert.deepEqual([Bound.name, Bound.length, Bound.OPEN], ['WebSocket', 1, 1])
    throws('TypeError', () => new (Bound as unknown as new () => unknown)())
    const server = harness.server('/sink')
    const socket = new Bound(server.uri)
    assert.instanceOf(socket, Class)
    socket.send('early')
    await next(socket, 'open')
    assert.equal(socket.protocol, 'a')
    assert.deepEqual(await server.texts(1), ['early'])
    socket.close()
    await next(socket, 'close')
  },
})
