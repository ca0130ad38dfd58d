import { assert } from 'chai'
import { family } from './scenario.ts'

const SOON = { minDelay: 10, maxDelay: 40 }

export const uriFunctions = family('uri functions', {
  'each attempt has a fresh one': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    let token = 0
    const uri = (): string => {
      token += 1
      return `${place.uri}&token=${token}`
    }
    await client.open(uri, { reconnect: SOON })
    await place.command('close', { code: 1011 })
    await client.next(context.sdk.ONOPEN)
    const urls = (await place.entries('request')).map(({ url }) => url)
    assert.lengthOf(urls, 2)
    assert.include(urls[0], 'token=1')
    assert.include(urls[1], 'token=2')
  },

  'a rejection is a failed attempt, and the next asks again': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    const refusal = new Error('no token today')
    let calls = 0
    const uri = (): Promise<string> => {
      calls += 1
      return calls === 1 ? Promise.reject(refusal) : Promise.resolve(place.uri)
    }
    client.connect(uri, { reconnect: SOON })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_URI_PROVIDER')
    assert.equal(error.cause, refusal)
    assert.include(close, { code: 1006, willReconnect: true })
    assert.include(await client.next(context.sdk.ONOPEN), { attempt: 2 })
  },

  'one that hangs ends by connectTimeout, and the next asks again': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    let calls = 0
    const uri = (): Promise<string> => {
      calls += 1
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve(place.uri)
    }
    client.connect(uri, { reconnect: SOON, connectTimeout: 200 })
    const { error, close } = await client.failed()
    assert.equal(error.code, 'ERR_CONNECT_TIMEOUT')
    assert.include(close, { code: 1006, willReconnect: true })
    assert.include(await client.next(context.sdk.ONOPEN), { attempt: 2 })
  },

  'disconnect does not wait for one that hangs': async (context) => {
    const client = context.client()
    const place = context.place('/echo')
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
    answer(place.uri)
    await context.settle()
    assert.deepEqual(await place.entries('request'), [])
  },
})
