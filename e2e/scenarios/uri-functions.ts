import { assert } from 'chai'
import { SOON } from './harness.ts'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

/** The first call gives this; what it ends with, and that the next call is asked anew. */
function asksAgain(first: () => Promise<string>, code: string, cause?: unknown): Scenario['run'] {
  return async (harness) => {
    let calls = 0
    const options = { reconnect: SOON, connectTimeout: 200 }
    const { client } = harness.connect('/echo', options, ({ uri }) => () => {
      calls += 1
      return calls === 1 ? first() : Promise.resolve(uri)
    })
    const { error } = await client.fails(code, { willReconnect: true })
    assert.equal(error.cause, cause)
    assert.include(await client.next('open'), { attempt: 2 })
  }
}

const REFUSAL = new Error('no token today')

family('uri functions', {
  'each attempt has a fresh one': async (harness) => {
    let token = 0
    const { client, server } = await harness.open('/echo', { reconnect: SOON }, ({ uri }) => () => {
      token += 1
      return `${uri}&token=${token}`
    })
    await server.command('close', { code: 1011 })
    await client.next('open')
    const urls = (await server.entries('request')).map(({ url }) => url)
    assert.deepEqual(urls, [`${server.path}&token=1`, `${server.path}&token=2`])
  },

  'a rejection is a failed attempt, and the next asks again': asksAgain(
    () => Promise.reject(REFUSAL),
    'ERR_URI_PROVIDER',
    REFUSAL,
  ),

  'one that hangs ends by connectTimeout, and the next asks again': asksAgain(
    () => new Promise(() => undefined),
    'ERR_CONNECT_TIMEOUT',
  ),

  'disconnect does not wait for one that hangs': async (harness) => {
    let answer: ((uri: string) => void) | undefined
    const { client, server } = harness.connect('/echo', { reconnect: SOON }, () => () => {
      return new Promise((resolve) => (answer = resolve))
    })
    await harness.settle()
    client.ws.disconnect()
    assert.include(await client.closed(), LOST)
    assert.isFunction(answer)
    answer?.(server.uri)
    await harness.settle()
    assert.deepEqual(await server.entries('request'), [])
  },
})
