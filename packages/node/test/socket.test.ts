import { expect, it, onTestFinished } from 'vitest'
import type { CloseInfo } from '@wsevent/core'
import { Socket, type SocketOwner } from '../src/socket.ts'
import { opened } from './support/recorder.ts'
import { settled } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

const nothing = (): void => undefined

/** A socket that is open, and what it tells of its end. */
async function open(url: string): Promise<{ socket: Socket; ends: CloseInfo[] }> {
  const ends: CloseInfo[] = []
  const socket = await new Promise<Socket>((resolve, reject) => {
    const owner: SocketOwner = {
      onUpgrade: nothing,
      onRejected: nothing,
      onOpened: () => resolve(made),
      onData: nothing,
      onControl: nothing,
      onFailure: reject,
      onClosed: (info) => ends.push(info),
      flush: nothing,
    }
    const made = new Socket({ uri: url, protocols: [], closeTimeout: 1000, options: {} }, owner)
    onTestFinished(() => made.drop())
  })
  return { socket, ends }
}

it('that is idle has no listener, which would cost memory', async () => {
  const server = await serve()
  const { socket } = await open(server.url)
  expect(socket.eventNames()).toEqual([])
})

it.each([
  ['with a closing handshake', (socket: Socket) => socket.close(3000, 'why'), true, 3000, 'why'],
  ['without one', (socket: Socket) => socket.terminate(), false, 1006, ''],
])('tells once how it closed, %s', async (_, end, wasClean, code, reason) => {
  const server = await serve()
  const { socket, ends } = await open(server.url)
  const peer = await server.nextPeer()
  end(socket)
  await peer.closed
  await settled()
  expect(ends).toEqual([{ code, reason, wasClean }])
})

// About where another way of decoding begins.
it.each([2047, 2048, 2049, 100_000, 1_500_000])(
  'takes text of %i bytes as it was sent, ASCII or not',
  async (size) => {
    const server = await serve()
    const recorder = await opened(server.url)
    const { socket } = await server.nextPeer()
    const texts = ['x'.repeat(size), 'é'.padStart(size - 1, 'x'), 'é'.padEnd(size - 1, 'x')]
    for (const text of texts) socket.send(text)
    expect(await recorder.received(texts.length)).toEqual(texts)
  },
)
