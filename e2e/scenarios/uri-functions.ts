import { assert } from 'chai'
import { LOST } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

const SOON = { minDelay: 10, maxDelay: 40 }

/** The first call gives this; what it ends with, and that the next call is asked anew. */
function asksAgain(first: () => Promise<string>, code: string, cause?: unknown): Scenario['run'] {
  return async (harness) => {
    const client = harness.client()
    const { uri } = harness.server('/echo')
    let calls = 0
    const provider = (): Promise<string> => {
      calls += 1
      return calls === 1 ? first() : Promise.resolve(uri)
    }
    client.connect(provider, { reconnect: SOON, connectTimeout: 200 })
    const { error } = await client.fails(code, { willReconnect: true })
    assert.equal(error.cause, cause)
    assert.include(await client.next('open'), { attempt: 2 })
  }
}

const REFUSAL = new Error('no token today')

family('uri functions', {
  'each attempt has a fresh one': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    let token = 0
    const uri = (): string => {
      token += 1
      return `${server.uri}&token=${token}`
    }
    await client.open(uri, { reconnect: SOON })
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
    const client = harness.client()
    const server = harness.server('/echo')
    let answer: (uri: string) => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      const uri = (): Promise<string> => {
        resolve()
        return new Promise((given) => (answer = given))
      }
      client.connect(uri, { reconnect: SOON })
    })
    await asked
    client.ws.disconnect()
    assert.include(await client.closed(), LOST)
    answer(server.uri)
    await harness.settle()
    assert.deepEqual(await server.entries('request'), [])
  },
})
