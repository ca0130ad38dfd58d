import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Socket } from '../src/socket.ts'
import { seamPair } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

const { emit } = Socket.prototype

// Makes `ws` as silent about its stream as the class that Bun puts in its place.
beforeEach(() => {
  Socket.prototype.emit = function quiet(this: Socket, ...event) {
    return event[0] === 'upgrade' || emit.apply(this, event)
  }
})

afterEach(() => {
  Socket.prototype.emit = emit
  vi.restoreAllMocks()
})

describe('a transport whose `ws` does not tell its stream', () => {
  it('sends all the same, in order and with the bytes of the call, and closes after it', async () => {
    const { transport, seam, peer } = await seamPair(serve())
    const bytes = new Uint8Array([1, 2])
    for (const data of ['text', bytes, new Blob(['blob']), 'last'])
      expect(transport.send(data)).toBe(true)
    bytes.fill(9)
    transport.close(1000, '')
    await seam.called('close')
    expect(peer.log.map(String)).toEqual(['text', '\u0001\u0002', 'blob', 'last', 'close 1000'])
  })

  it('has the count that `ws` gives, and none of its own', async () => {
    const { transport } = await seamPair(serve())
    const counted = vi.spyOn(Socket.prototype, 'bufferedAmount', 'get').mockReturnValue(7)
    transport.send('text')
    expect(transport.bufferedAmount).toBe(7)
    counted.mockReturnValue(0)
    expect(transport.bufferedAmount).toBe(0)
  })
})
