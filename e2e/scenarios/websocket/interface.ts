import { assert } from 'chai'
import { standardFamily, throws } from './sockets.ts'

const CONSTANTS = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }
const READ_ONLY = ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol']
const WRITABLE = ['binaryType', 'onopen', 'onmessage', 'onerror', 'onclose']
const METHODS = { send: 1, close: 0 }

function descriptorOf(holder: object, name: string): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(holder, name) ?? {}
}

standardFamily('interface', {
  'the class is an EventTarget with the name, the length and the tag of the standard': ({
    Class,
  }) => {
    assert.strictEqual(Object.getPrototypeOf(Class), EventTarget)
    assert.strictEqual(Object.getPrototypeOf(Class.prototype), EventTarget.prototype)
    assert.equal(Class.name, 'WebSocket')
    assert.equal(Class.length, 1)
    assert.equal({}.toString.call(Class.prototype), '[object WebSocket]')
    assert.isFalse(descriptorOf(Class, 'prototype').writable)
  },

  'the constants are on the class and on its prototype, for good': ({ Class }) => {
    for (const holder of [Class, Class.prototype]) {
      for (const [name, value] of Object.entries(CONSTANTS)) {
        const expected = { value, enumerable: true, writable: false, configurable: false }
        assert.deepEqual(descriptorOf(holder, name), expected)
      }
    }
  },

  'attributes and methods are enumerable members of the prototype': ({ Class }) => {
    for (const name of [...READ_ONLY, ...WRITABLE]) {
      const { get, set, enumerable, configurable } = descriptorOf(Class.prototype, name)
      assert.isTrue(enumerable && configurable, name)
      assert.equal(get?.name, `get ${name}`)
      assert.equal(set?.name, READ_ONLY.includes(name) ? undefined : `set ${name}`)
    }
    for (const [name, length] of Object.entries(METHODS)) {
      const descriptor = descriptorOf(Class.prototype, name)
      assert.include(descriptor, { enumerable: true, configurable: true, writable: true })
      assert.include(descriptor.value, { name, length })
    }
  },

  'a member asks for a socket': ({ Class }) => {
    const other = Object.create(Class.prototype) as WebSocket
    for (const name of [...READ_ONLY, ...WRITABLE])
      throws('TypeError', () => descriptorOf(Class.prototype, name).get?.call(other))
    for (const name of WRITABLE)
      throws('TypeError', () => descriptorOf(Class.prototype, name).set?.call(other, undefined))
    throws('TypeError', () => other.send('x'))
    throws('TypeError', () => other.close())
  },

  'the constructor asks for new and for a URL': ({ Class }) => {
    throws('TypeError', () => Reflect.apply(Class as never, undefined, ['ws://localhost']))
    throws('TypeError', () => Reflect.construct(Class, []))
    throws('TypeError', () => new Class(Symbol('no URL')))
  },

  'a new socket is connecting and has nothing': ({ make, harness }) => {
    const server = harness.server('/echo')
    const socket = make(server.uri)
    const { readyState, bufferedAmount, extensions, protocol, binaryType, url } = socket
    const seen = { readyState, bufferedAmount, extensions, protocol, binaryType, url }
    const nothing = { readyState: 0, bufferedAmount: 0, extensions: '', protocol: '' }
    assert.deepEqual(seen, { ...nothing, binaryType: 'blob', url: server.uri })
    for (const name of WRITABLE.slice(1)) assert.isNull(Reflect.get(socket, name), name)
  },

  'a read-only attribute refuses to be set': ({ make, harness }) => {
    const socket = make(harness.server('/echo').uri)
    for (const name of READ_ONLY) {
      throws('TypeError', () => {
        ;(socket as unknown as Record<string, unknown>)[name] = 1
      })
    }
  },
})
