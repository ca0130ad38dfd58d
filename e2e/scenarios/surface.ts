import { assert } from 'chai'
import { family } from './scenario.ts'

const CONSTANTS = {
  WSEVENT: 'wsevent',
  ONOPEN: 'open',
  ONMESSAGE: 'message',
  ONCLOSE: 'close',
  ONERROR: 'error',
  TLS_1_0: 'TLSv1',
  TLS_1_1: 'TLSv1.1',
  TLS_1_2: 'TLSv1.2',
  TLS_1_3: 'TLSv1.3',
}

family('surface', {
  'the constants are the same on module, class and instance': ({ sdk }) => {
    for (const holder of [sdk, sdk.WebSockets, sdk.WebSockets.new()]) {
      for (const [name, value] of Object.entries(CONSTANTS))
        assert.strictEqual(Reflect.get(holder, name), value, name)
    }
  },

  'new() and the constructor make the same': ({ sdk }) => {
    for (const ws of [sdk.WebSockets.new(), new sdk.WebSockets()]) {
      assert.instanceOf(ws, sdk.WebSockets)
      assert.equal(ws.readyState, 3)
    }
  },

  'the state cannot be written': ({ sdk }) => {
    const ws = sdk.WebSockets.new()
    for (const name of ['readyState', 'url', 'protocol', 'bufferedAmount', 'status'])
      assert.isFalse(Reflect.set(ws, name, 1))
  },
})
