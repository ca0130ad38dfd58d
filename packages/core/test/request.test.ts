import { afterEach, expect, it } from 'vitest'
import { requestFor, requestOf } from '../src/request.ts'
import { FakePlatform } from './fake-platform.ts'
import { Harness, URI } from './harness.ts'

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'port')
})

it('counts undefined in a URI function’s answer as absent: the options of connect stay', () => {
  const platform = new FakePlatform()
  const request = requestOf(() => URI, { headers: { a: 'a' }, protocols: 'p' }, platform)
  const answer = { uri: URI, headers: undefined, protocols: undefined }
  expect(requestFor(answer, request, platform)).toMatchObject({
    protocols: ['p'],
    options: { headers: { a: 'a' } },
  })
})

it('says where an option of every platform belongs, if a URI function returns it', () => {
  const platform = new FakePlatform()
  const request = requestOf(() => URI, {}, platform)
  expect(() => requestFor({ uri: URI, queue: true }, request, platform)).toThrow(
    'The option "queue" must be passed to connect() itself, not returned by the URI function. ',
  )
})

it('takes no port from Object.prototype', () => {
  const harness = new Harness()
  Reflect.set(Object.prototype, 'port', 1)
  harness.ws.connect(URI, {})
  expect(harness.transport.request.uri).toBe(URI)
})

it('shares the settings of connections with the same switches and numbers, and none that hold what is the caller’s', () => {
  const platform = new FakePlatform()
  const settingsFor = (options: object): unknown => requestOf(URI, options, platform).options
  const given = { queue: true, connectTimeout: 5000 }
  expect(settingsFor({ ...given })).toBe(settingsFor({ ...given }))
  expect(settingsFor({ ...given, connectTimeout: 1 })).not.toEqual(settingsFor(given))
  const reconnect = { attempts: 1 }
  expect(settingsFor({ reconnect })).not.toBe(settingsFor({ reconnect }))
})

it('shares the request of connections to the same URI, and none with a function or another URI', () => {
  const platform = new FakePlatform()
  const requestFrom = (uri: unknown, options: object = {}): object =>
    requestOf(uri, options, platform)
  expect(requestFrom(URI)).toBe(requestFrom(URI))
  const provider = (): string => URI
  expect(requestFrom(provider)).toMatchObject({ uri: '', provider })
  const other = (): string => URI
  expect(requestFrom(other)).toHaveProperty('provider', other)
  expect(requestFrom(`${URI}?other`)).toMatchObject({ uri: `${URI}?other`, provider: undefined })
  expect(requestFrom(URI, { protocols: 'chat' })).toMatchObject({ protocols: ['chat'] })
  expect(requestFrom(URI)).toMatchObject({ uri: URI, protocols: [] })
})
