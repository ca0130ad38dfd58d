import { assert } from 'chai'
import { family } from './scenario.ts'

const CONSTANTS = [
  'WSEVENT',
  'ONOPEN',
  'ONMESSAGE',
  'ONCLOSE',
  'ONERROR',
  'TLS_1_0',
  'TLS_1_1',
  'TLS_1_2',
  'TLS_1_3',
] as const

export const surface = family('surface', {
  'the constants are the same on module, class and instance': ({ sdk }) => {
    const ws = sdk.WebSockets.new()
    for (const name of CONSTANTS) {
      assert.isString(sdk[name])
      assert.strictEqual(sdk.WebSockets[name], sdk[name])
      assert.strictEqual(ws[name], sdk[name])
    }
    assert.lengthOf(new Set(CONSTANTS.map((name) => sdk[name])), CONSTANTS.length)
  },

  'new() and the constructor make the same': ({ sdk }) => {
    for (const ws of [sdk.WebSockets.new(), new sdk.WebSockets()]) {
      assert.instanceOf(ws, sdk.WebSockets)
      assert.equal(ws.readyState, 3)
    }
  },

  'the state cannot be written': ({ sdk }) => {
    const ws = sdk.WebSockets.new()
    for (const name of ['readyState', 'url', 'protocol', 'bufferedAmount'])
      assert.isFalse(Reflect.set(ws, name, 1))
  },
})
