import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { MockServer } from '../src/index.ts'
import { mockServer } from '../src/node.ts'
import { uri } from './adapters.ts'

let server: MockServer
beforeEach(() => {
  server = mockServer(uri, { protocols: ['v2'] })
})
afterEach(() => server.stop())

const open = (): WebSocket => new WebSocket(uri, ['v1', 'v2'], { headers: { authorization: 'me' } })

test('a program that uses ws talks to the kit, and is left by it', async () => {
  const socket = open()
  const connection = await server.nextConnection()
  expect(socket.protocol).toBe('v2')
  expect(connection.headers).toMatchObject({ authorization: 'me' })
  socket.send('hello')
  socket.send(Buffer.from([1, 2]))
  expect(await server.nextMessage()).toBe('hello')
  await server.nextMessage(new Uint8Array([1, 2]))
  connection.send('welcome')
  expect(String((await once(socket, 'message'))[0])).toBe('welcome')
  socket.ping()
  await once(socket, 'pong')
  server.drop()
  expect((await once(socket, 'close'))[0]).toBe(1006)
})

test('a program that uses ws sees the HTTP status of a rejected handshake', async () => {
  server.fail('status', { status: 401, headers: { 'www-authenticate': 'Bearer' } })
  const [, response] = (await once(open(), 'unexpected-response')) as [
    unknown,
    { statusCode: number; headers: object },
  ]
  expect(response).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } })
})

test.each([
  ['refuse', 'ECONNREFUSED'],
  ['tls', 'CERT_HAS_EXPIRED'],
] as const)('a program that uses ws sees the system’s error of %s', async (fault, code) => {
  server.fail(fault)
  const [error] = (await once(open(), 'error')) as [object]
  expect(error).toMatchObject({ code })
})
