import { assert } from 'chai'
import { next, standardFamily, task, throws } from './sockets.ts'

standardFamily('handlers', {
  'what is no object is null; a function or an object is kept': ({ make, harness }) => {
    const socket = make(harness.server('/echo').uri)
    const object = {}
    for (const handler of [() => undefined, object]) {
      socket.onmessage = handler as never
      assert.strictEqual(socket.onmessage, handler)
    }
    for (const value of [1, 'x', undefined, Symbol('x'), null]) {
      socket.onmessage = object as never
      socket.onmessage = value as never
      assert.isNull(socket.onmessage)
    }
  },

  'a handler has its place from when it was first set': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const order: string[] = []
    socket.addEventListener('open', () => order.push('first'))
    socket.onopen = () => order.push('replaced')
    socket.addEventListener('open', () => order.push('third'))
    socket.onopen = () => order.push('handler')
    await next(socket, 'open')
    assert.deepEqual(order, ['first', 'handler', 'third'])
  },

  'a handler that was null goes to the end': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const order: string[] = []
    socket.onopen = () => order.push('handler')
    socket.addEventListener('open', () => order.push('listener'))
    socket.onopen = null
    socket.onopen = () => order.push('handler')
    await next(socket, 'open')
    assert.deepEqual(order, ['listener', 'handler'])
  },

  'this is the socket, and the argument its event': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const seen: unknown[] = []
    socket.onopen = function handle(...parameters: unknown[]) {
      seen.push(this, ...parameters)
    }
    const event = await next(socket, 'open')
    assert.deepEqual(seen, [socket, event])
  },

  'an object is no handler, whatever it has; as a listener it is': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const seen: string[] = []
    socket.onopen = { handleEvent: () => seen.push('handler') } as never
    socket.addEventListener('open', { handleEvent: () => seen.push('listener') })
    await next(socket, 'open')
    assert.deepEqual(seen, ['listener'])
  },

  'one that throws is reported, and the others run': async (sockets) => {
    const { socket } = sockets.connect('/echo')
    const error = new Error('from a handler')
    const reported = wseventRunner.expectUncaught()
    socket.onopen = () => {
      throw error
    }
    await next(socket, 'open')
    assert.strictEqual(await reported, error)
  },

  'an event that a script made reaches them too': ({ make, harness }) => {
    const socket = make(harness.server('/echo').uri)
    const seen: string[] = []
    socket.onmessage = ({ data }) => seen.push(data as string)
    socket.addEventListener('mine', ({ type }) => seen.push(type))
    socket.dispatchEvent(new MessageEvent('message', { data: 'made' }))
    socket.dispatchEvent(new Event('mine'))
    assert.deepEqual(seen, ['made', 'mine'])
  },

  'false from a handler cancels what can be cancelled': ({ make, harness }) => {
    const socket = make(harness.server('/echo').uri)
    socket.onopen = () => false
    assert.isFalse(socket.dispatchEvent(new Event('open', { cancelable: true })))
    assert.isTrue(socket.dispatchEvent(new Event('open')))
  },

  'a socket with a handler lives on without a reference to it': async (sockets) => {
    const server = sockets.harness.server('/echo')
    const data = await new Promise((resolve) => {
      const { Class } = sockets
      const socket = new Class(server.uri)
      socket.onopen = () => socket.send('still here')
      socket.onmessage = (event) => {
        resolve(event.data)
        socket.close()
      }
    })
    assert.equal(data, 'still here')
    await server.seen('gone')
  },
})

/** What `for … in` finds in an event. */
function namesIn(event: Event): string[] {
  const names: string[] = []
  for (const name in event) names.push(name)
  return names
}

standardFamily('MessageEvent', {
  'has the members of the standard, and nothing of its own': async ({ make, harness }) => {
    const socket = make(harness.server('/echo').uri)
    await next(socket, 'open')
    // The first listener: after that one, Node's dispatch is over to its event.
    const phases: unknown[] = []
    socket.onmessage = ({ eventPhase, currentTarget, target }) =>
      phases.push(eventPhase, currentTarget === socket, target === socket)
    socket.send('hello')
    const event = await next(socket, 'message')
    assert.deepEqual(phases, [2, true, true])
    assert.instanceOf(event, MessageEvent)
    assert.strictEqual(event.constructor, MessageEvent)
    const { type, data, origin, lastEventId, source, bubbles, cancelable } = event
    assert.deepEqual(
      { type, data, origin, lastEventId, source, bubbles, cancelable },
      {
        type: 'message',
        data: 'hello',
        origin: new URL(socket.url).origin,
        lastEventId: '',
        source: null,
        bubbles: false,
        cancelable: false,
      },
    )
    assert.deepEqual([...event.ports], [])
    const own = new MessageEvent('message')
    assert.includeMembers(Object.keys(own), Object.keys(event))
    assert.includeMembers(namesIn(event), namesIn(own))
    assert.includeMembers(namesIn(event), ['data', 'origin', 'ports', 'target'])
    // Whatever this engine has beyond the standard can be read.
    for (const name of namesIn(event)) Reflect.get(event, name)
    assert.equal(String(event), '[object MessageEvent]')
  },

  'can be dispatched again, and be the model of another': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    socket.send('hello')
    const event = await next(socket, 'message')
    await task()
    const { currentTarget, eventPhase } = event
    assert.deepEqual({ currentTarget, eventPhase }, { currentTarget: null, eventPhase: 0 })
    const other = new EventTarget()
    const seen: unknown[] = []
    other.addEventListener('message', (heard) => seen.push(heard, heard.target))
    other.dispatchEvent(event)
    assert.deepEqual(seen, [event, other])
    const copy = new MessageEvent(event.type, event as unknown as MessageEventInit)
    assert.include(copy, { type: 'message', data: 'hello', origin: event.origin })
  },
})

standardFamily('CloseEvent', {
  'is an Event with members of its own': async (sockets) => {
    const { socket } = await sockets.open('/echo')
    socket.close()
    const event = await next(socket, 'close')
    assert.instanceOf(event, sockets.CloseEvent)
    assert.instanceOf(event, Event)
    assert.strictEqual(Object.getPrototypeOf(event), sockets.CloseEvent.prototype)
    if (sockets.harness.facts.hasCloseEvent) assert.equal(String(event), '[object CloseEvent]')
    assert.isFalse(event.bubbles || event.cancelable)
  },

  'can be made': ({ CloseEvent, harness }) => {
    if (!harness.facts.hasCloseEvent) return
    const { code, reason, wasClean, bubbles } = new CloseEvent('close')
    assert.deepEqual(
      { code, reason, wasClean, bubbles },
      { code: 0, reason: '', wasClean: false, bubbles: false },
    )
    const init = { code: 65_537.9, reason: null, wasClean: 1, bubbles: true } as never
    const made = new CloseEvent('x', init)
    assert.include(made, { type: 'x', code: 1, reason: 'null', wasClean: true, bubbles: true })
    assert.include(new CloseEvent('x', { code: undefined, reason: undefined } as never), {
      code: 0,
      reason: '',
    })
  },

  'asks for a type, and for a socket’s own kind of values': ({ CloseEvent, harness }) => {
    if (!harness.facts.hasCloseEvent) return
    throws('TypeError', () => Reflect.construct(CloseEvent, []))
    throws('TypeError', () => new CloseEvent('x', { code: Symbol('x') } as never))
    throws('TypeError', () => new CloseEvent('x', { reason: Symbol('x') } as never))
    assert.equal(CloseEvent.name, 'CloseEvent')
    assert.equal(CloseEvent.length, 1)
    for (const name of ['wasClean', 'code', 'reason'])
      assert.isTrue(Object.getOwnPropertyDescriptor(CloseEvent.prototype, name)?.enumerable)
  },
})
