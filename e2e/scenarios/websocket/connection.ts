import { assert } from 'chai'
import { type AnyEvent, type Sides, next, standardFamily, task } from './sockets.ts'

function typesOf({ events }: Pick<Sides, 'events'>): readonly string[] {
  return events.map(({ type }) => type)
}

/** Fails: an error, then a close, both when the socket is closed. */
async function fails({ socket, events }: Omit<Sides, 'server'>): Promise<void> {
  const states: number[] = []
  socket.addEventListener('error', () => states.push(socket.readyState))
  const { code, reason, wasClean } = await next(socket, 'close')
  assert.deepEqual({ code, reason, wasClean }, { code: 1006, reason: '', wasClean: false })
  assert.deepEqual(typesOf({ events }), ['error', 'close'])
  assert.deepEqual([...states, socket.readyState], [3, 3])
}

function isPlain(event: AnyEvent, socket: WebSocket): void {
  assert.isFalse(event.bubbles || event.cancelable || event.composed)
  assert.strictEqual(event.target, socket)
}

standardFamily('connection', {
  'open is a plain Event, and the socket is open in it': async (sockets) => {
    const { socket } = sockets.connect('/echo', ['b', 'a'])
    const event = await next(socket, 'open')
    assert.strictEqual(Object.getPrototypeOf(event), Event.prototype)
    isPlain(event, socket)
    const { readyState, protocol, extensions } = socket
    assert.deepEqual(
      { readyState, protocol, extensions },
      { readyState: 1, protocol: 'b', extensions: '' },
    )
  },

  'extensions are those that server and platform agreed on': async (sockets) => {
    const { socket, server } = await sockets.open('/deflating')
    const { headers } = await server.seen('request')
    const isOffered = 'sec-websocket-extensions' in (headers as object)
    assert.equal(socket.extensions, isOffered ? 'permessage-deflate' : '')
    const closed = next(socket, 'close')
    socket.close()
    await closed
    assert.equal(socket.extensions, isOffered ? 'permessage-deflate' : '')
  },

  'a handshake that is rejected is an error and a close': (sockets) =>
    fails(sockets.connect('/handshake?status=404')),

  'a port at which nobody listens is an error and a close': (sockets) =>
    fails(sockets.watch(sockets.make(sockets.harness.urls.refused))),

  'a subprotocol that was never offered is an error and a close': (sockets) =>
    fails(sockets.connect('/other-subprotocol', ['a'])),

  'no answer to the offered subprotocols is an error and a close': (sockets) =>
    fails(sockets.connect('/no-subprotocol', ['a'])),

  'what comes in the segment of the handshake comes after open': async (sockets) => {
    const sides = sockets.connect('/greet?count=3&code=4001&reason=bye')
    const { code, reason, wasClean } = await next(sides.socket, 'close')
    assert.deepEqual({ code, reason, wasClean }, { code: 4001, reason: 'bye', wasClean: true })
    assert.deepEqual(typesOf(sides), ['open', 'message', 'message', 'message', 'close'])
  },

  'who awaits the opening misses no message': async (sockets) => {
    const { socket } = sockets.connect('/greet?count=1')
    await next(socket, 'open')
    const { data } = (await next(socket, 'message')) as { readonly data: unknown }
    assert.equal(data, 'greeting 0')
  },

  'sockets of one host connect one after the other': async (sockets) => {
    const hanging = sockets.connect('/hang')
    await hanging.server.seen('hanging')
    const waiting = sockets.connect('/echo')
    await sockets.harness.settle()
    assert.lengthOf(await waiting.server.entries('request'), 0)
    const opened = next(waiting.socket, 'open')
    await hanging.server.release()
    await opened
    assert.deepEqual(typesOf(hanging), ['error', 'close'])
  },

  'a drop is a close and no error': async (sockets) => {
    const sides = sockets.connect('/drop?after=message')
    await next(sides.socket, 'open')
    sides.socket.send('go on')
    const { code, wasClean } = await next(sides.socket, 'close')
    assert.deepEqual({ code, wasClean }, { code: 1006, wasClean: false })
    assert.deepEqual(typesOf(sides), ['open', 'close'])
  },

  'a frame that breaks the protocol is an error and a close': async (sockets) => {
    const sides = sockets.connect('/invalid-utf8')
    const { code } = await next(sides.socket, 'close')
    assert.equal(code, 1006)
    assert.deepEqual(typesOf(sides).slice(-2), ['error', 'close'])
  },

  'the events of an ended socket have all come': async (sockets) => {
    const sides = await sockets.open('/echo')
    sides.socket.close()
    await next(sides.socket, 'close')
    await task()
    assert.deepEqual(typesOf(sides), ['open', 'close'])
  },
})
