import { expect, it, onTestFinished, vi } from 'vitest'
import { Socket, type SocketOwner } from '../src/socket.ts'
import { pair } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

it('an idle socket has no listener, since each costs memory', async () => {
  const { url: uri } = await serve()
  const socket = await new Promise<Socket>((resolve) => {
    const owner: Partial<SocketOwner> = {
      onUpgrade: () => undefined,
      onOpened: () => resolve(made),
    }
    const request = { uri, protocols: [], closeTimeout: 1000, options: {} }
    const made = new Socket(request, owner as SocketOwner)
    onTestFinished(() => made.drop())
  })
  expect(socket.eventNames()).toEqual([])
})

it('a timer for the closing handshake is never longer than timers can be', async () => {
  const { client } = await pair(serve(), { closeTimeout: Infinity })
  const timer = vi.spyOn(globalThis, 'setTimeout')
  client.disconnect()
  expect(timer.mock.calls.map(([, delay]) => delay)).toEqual([2 ** 31 - 1])
  timer.mockRestore()
  await client.closed
})

// About where another way of decoding begins.
it.each([2047, 2048, 2049, 100_000, 1_500_000])('%i bytes of text arrive whole', async (size) => {
  const { recorder, peer } = await pair(serve())
  const texts = ['x'.repeat(size), 'é'.padStart(size - 1, 'x'), 'é'.padEnd(size - 1, 'x')]
  for (const text of texts) peer.socket.send(text)
  expect(await recorder.received(texts.length)).toEqual(texts)
})
