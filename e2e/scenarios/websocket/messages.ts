import { assert } from 'chai'
import { classFamily, next, standardFamily, task, throws } from './sockets.ts'

/** What the echo of this message is. */
async function echo(socket: WebSocket, data: unknown): Promise<unknown> {
  const answer = next(socket, 'message')
  socket.send(data as string)
  return (await answer).data
}

async function bytesOf(data: unknown): Promise<number[]> {
  return [...new Uint8Array(await new Response(data as Blob).arrayBuffer())]
}

standardFamily('messages', {
  'a message is a MessageEvent with the origin of the URL': async (sockets) => {
    const { socket } = sockets.connect('/greet?count=1')
    const event = await next(socket, 'message')
    assert.instanceOf(event, MessageEvent)
    const { data, origin, lastEventId, source, ports, bubbles, cancelable } = event
    assert.equal(data, 'greeting 0')
    assert.equal(origin, new URL(socket.url).origin)
    assert.deepEqual({ lastEventId, source }, { lastEventId: '', source: null })
    assert.lengthOf(ports, 0)
    assert.isFalse(bubbles || cancelable)
    assert.strictEqual(event.target, socket)
  },

  'binary is a Blob unless binaryType says otherwise': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    const blob = await echo(socket, Uint8Array.of(1, 2, 3))
    assert.instanceOf(blob, Blob)
    assert.equal(blob.type, '')
    assert.deepEqual(await bytesOf(blob), [1, 2, 3])
    socket.binaryType = 'arraybuffer'
    assert.equal(socket.binaryType, 'arraybuffer')
    const buffer = await echo(socket, Uint8Array.of(4))
    assert.instanceOf(buffer, ArrayBuffer)
    assert.deepEqual(await bytesOf(buffer), [4])
    assert.equal(((await echo(socket, new Uint8Array())) as ArrayBuffer).byteLength, 0)
  },

  'a binaryType that is none is ignored': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    for (const value of ['', 'ArrayBuffer', 'nodebuffer', null, undefined, 1]) {
      socket.binaryType = value as never
      assert.equal(socket.binaryType, 'blob')
    }
  },

  'bytes go out as they are, those of a view alone': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    socket.binaryType = 'arraybuffer'
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    assert.deepEqual(await bytesOf(await echo(socket, buffer)), [1, 2, 3, 4, 5, 6, 7, 8])
    for (const view of [new DataView(buffer, 2, 2), new Uint16Array(buffer, 2, 1)])
      assert.deepEqual(await bytesOf(await echo(socket, view)), [3, 4])
    assert.deepEqual(await bytesOf(await echo(socket, new Blob(['ab']))), [97, 98])
  },

  'the bytes are those of the call': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    socket.binaryType = 'arraybuffer'
    const bytes = Uint8Array.of(1)
    const answer = echo(socket, bytes)
    bytes[0] = 2
    assert.deepEqual(await bytesOf(await answer), [1])
  },

  'all else goes out as text': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    for (const data of [null, undefined, 1.5, true, {}, [1, 2], { toString: () => 'żółw' }])
      assert.equal(await echo(socket, data), String(data))
  },

  'a lone surrogate is replaced': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    assert.equal(await echo(socket, 'a\ud83db\udc22'), 'a\ufffdb\ufffd')
    assert.equal(await echo(socket, '🐢'), '🐢')
  },

  'send asks for an argument that can be text': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    throws('TypeError', () => Reflect.apply(socket.send, socket, []))
    throws('TypeError', () => socket.send(Symbol('no text') as never))
  },

  'shared memory is not taken': async (sockets) => {
    // A page has it only if it is isolated.
    if (typeof SharedArrayBuffer === 'undefined') return
    const { socket } = await sockets.open('/echo')
    throws('TypeError', () => socket.send(new Uint8Array(new SharedArrayBuffer(1)) as never))
  },

  'send before the opening is an InvalidStateError': (sockets) => {
    const { socket } = sockets.connect('/echo')
    throws('InvalidStateError', () => socket.send('too early'))
    throws('TypeError', () => socket.send(Symbol('no text') as never))
    assert.equal(socket.bufferedAmount, 0)
  },

  'no message comes after close': async (sockets) => {
    const { socket, events } = await sockets.open('/late-message')
    socket.close(4000)
    await next(socket, 'close')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['open', 'close'],
    )
  },

  'text, bytes and Blobs arrive in their order': async (sockets) => {
    const { socket, server } = await sockets.open('/sink')
    for (let size = 1; size < 5; size += 1) {
      socket.send(new Blob([new Uint8Array(size * 1000)]))
      socket.send('x'.repeat(size))
      socket.send(new Uint8Array(size * 10))
    }
    await server.seen('message', 12)
    const lengths = (await server.entries('message')).map(({ length }) => length)
    assert.deepEqual(
      lengths,
      [1, 2, 3, 4].flatMap((size) => [size * 1000, size, size * 10]),
    )
  },
})

standardFamily('bufferedAmount', {
  'counts the bytes of this task, as UTF-8': async (sockets) => {
    const { socket } = await sockets.open('/sink')
    let sum = 0
    for (const [data, size] of [
      ['x', 1],
      ['ż🐢', 6],
      ['\ud83d', 3],
      ['', 0],
      [new Uint8Array(1000), 1000],
      [new DataView(new ArrayBuffer(10), 5), 5],
      [new Blob(['ab']), 2],
      ['x'.repeat(70_000), 70_000],
    ] as const) {
      socket.send(data)
      sum += size
      assert.equal(socket.bufferedAmount, sum)
    }
  },

  'does not change while a script runs, and is 0 when all has left': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    const answer = next(socket, 'message')
    socket.send('x')
    for (let turn = 0; turn < 20; turn += 1) {
      await Promise.resolve()
      assert.equal(socket.bufferedAmount, 1)
    }
    await answer
    await task()
    assert.equal(socket.bufferedAmount, 0)
  },

  'counts what is sent after close, and stays there': async (sockets) => {
    const { socket, server } = await sockets.open('/echo')
    socket.close()
    socket.send('four')
    assert.equal(socket.bufferedAmount, 4)
    await next(socket, 'close')
    socket.send(new Uint8Array(10))
    assert.equal(socket.bufferedAmount, 14)
    await task()
    assert.equal(socket.bufferedAmount, 14)
    assert.lengthOf(await server.entries('message'), 0)
  },
})

// Not asked of the platforms' own classes: how much they still know of what they held is a matter of the moment.
classFamily('bufferedAmount', {
  'stays where it was when the connection is lost': async (sockets) => {
    const { socket, server } = await sockets.open('/stall')
    socket.send(new Uint8Array(16_777_216))
    await task()
    const closed = next(socket, 'close')
    await server.command('reset')
    await closed
    if (sockets.harness.facts.countsBuffered) assert.isAbove(socket.bufferedAmount, 0)
  },
})
