import { assert } from 'chai'
import { family } from './scenario.ts'

const SOON = { minDelay: 10, maxDelay: 40 }

export const uriFunctions = family('uri functions', {
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
    await client.next(harness.sdk.ONOPEN)
    const urls = (await server.entries('request')).map(({ url }) => url)
    assert.lengthOf(urls, 2)
    assert.include(urls[0], 'token=1')
    assert.include(urls[1], 'token=2')
  },

  'a rejection is a failed attempt, and the next asks again': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    const refusal = new Error('no token today')
    let calls = 0
    const uri = (): Promise<string> => {
      calls += 1
      return calls === 1 ? Promise.reject(refusal) : Promise.resolve(server.uri)
    }
    client.connect(uri, { reconnect: SOON })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_URI_PROVIDER')
    assert.equal(error.cause, refusal)
    assert.include(close, { code: 1006, willReconnect: true })
    assert.include(await client.next(harness.sdk.ONOPEN), { attempt: 2 })
  },

  'one that hangs ends by connectTimeout, and the next asks again': async (harness) => {
    const client = harness.client()
    const server = harness.server('/echo')
    let calls = 0
    const uri = (): Promise<string> => {
      calls += 1
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve(server.uri)
    }
    client.connect(uri, { reconnect: SOON, connectTimeout: 200 })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_TIMEOUT')
    assert.include(close, { code: 1006, willReconnect: true })
    assert.include(await client.next(harness.sdk.ONOPEN), { attempt: 2 })
  },

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
    assert.include(await client.closed(), { code: 1006, wasClean: false })
    answer(server.uri)
    await harness.settle()
    assert.deepEqual(await server.entries('request'), [])
  },
})
