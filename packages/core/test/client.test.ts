import { expect, it } from 'vitest'
import * as core from '../src/index.ts'
import { FakePlatform } from './fake-platform.ts'
import { Harness } from './harness.ts'

const { Client } = core
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

it('exports the constants, what users and adapters need, and no more', () => {
  const own =
    'Client WebSocketsError commonOptions isArrayBuffer isBlob listen option optionsWithPing runtimeOf sizeOf snapshotOf'.split(
      ' ',
    )
  expect(Object.keys(core).toSorted()).toEqual([...own, ...Object.keys(CONSTANTS)].toSorted())
  for (const place of [Client, new Client(new FakePlatform()), core] as object[]) {
    const values = Object.keys(CONSTANTS).map((name): unknown => Reflect.get(place, name))
    expect(values).toEqual(Object.values(CONSTANTS))
  }
})

it('is made by new() as by new', () => {
  class Adapter extends Client {
    constructor() {
      super(new FakePlatform())
    }
  }
  expect(Adapter.new()).toBeInstanceOf(Adapter)
})

it('keeps two clients apart', () => {
  const [one, two] = [new Harness().open(), new Harness().open()]
  one.transport.message('one')
  two.transport.end(1000)
  expect([one.trace, two.trace]).toEqual([['message one'], ['close 1000']])
})
