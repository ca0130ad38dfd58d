import { describe, expect, it } from 'vitest'
import { settled, steady } from './support/changing.ts'
import { serveRaw } from './support/raw-server.ts'
import { pair } from './support/recorder.ts'
import { seamPair } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

const BIG = 100_000
const detached = new ArrayBuffer(8)
structuredClone(detached, { transfer: [detached] })

/** A server that stops reading after the handshake. */
const serveStalled = () => serveRaw((peer) => peer.accept().socket.pause())

describe('bufferedAmount', () => {
  it.each([
    ['text', 'hello', 5],
    ['text in UTF-8', 'żółw🐢', 11],
    ['a lone surrogate', '\uD800', 3],
    ['a view', new Uint16Array(100), 200],
    ['an ArrayBuffer', new ArrayBuffer(70_000), 70_000],
    ['nothing', '', 0],
    ['a detached buffer', detached, 0],
    ['a Blob', new Blob(['ż']), 2],
  ])('counts the payload of %s, without frames', async (_, data, size) => {
    const { recorder, client } = await pair(serve())
    expect(client.bufferedAmount).toBe(0)
    client.send(data)
    client.send('behind it')
    expect(client.bufferedAmount).toBe(size + 9)
    await recorder.received(2)
    expect(client.bufferedAmount).toBe(0)
  })

  describe.each([
    ['sent in one tick', 0],
    ['alone in their ticks', 1],
  ])('for messages %s', (_, turns) => {
    /** Sends more than a peer's buffers hold; resolves with both sides, and what has not left. */
    const stall = async () => {
      const both = await seamPair(serveStalled())
      for (let i = 0; i < 300; i++) {
        both.transport.send(new Uint8Array(BIG))
        await settled(turns)
      }
      const held = await steady(() => both.transport.bufferedAmount)
      expect(held).toBeGreaterThan(BIG * 100)
      expect(held % BIG).toBe(0)
      return { ...both, held }
    }

    it('stays while the server does not read, and then falls to 0', async () => {
      const { transport, peer } = await stall()
      peer.socket.resume()
      await peer.received(300)
      await settled()
      expect(transport.bufferedAmount).toBe(0)
    })

    it('stays as it was when the connection dies', async () => {
      const { seam, transport, peer, held } = await stall()
      peer.socket.resetAndDestroy()
      await seam.called('close')
      await settled()
      expect(transport.bufferedAmount).toBe(held)
    })
  })

  it('falls before onDrain is called', async () => {
    const { seam, transport } = await seamPair(serve())
    for (const [i, data] of ['a', new Blob(['b'])].entries()) {
      transport.send(data)
      await seam.until(() => seam.drains > i)
      expect(transport.bufferedAmount).toBe(0)
    }
  })
})

it('with a queue, what did not leave is unconfirmed or unsent, in order', async () => {
  const queue = { maxBytes: 100_000_000 }
  const { recorder, client, peer } = await pair(serveStalled(), { queue })
  const messages = Array.from({ length: 400 }, (_, i) => `${i}:`.padEnd(50_000, 'x'))
  for (const message of messages) client.send(message)
  await steady(() => client.bufferedAmount)
  peer.socket.resetAndDestroy()
  const { unconfirmed, unsent } = await recorder.first('close')
  const kept = [...unconfirmed, ...unsent]
  expect(unconfirmed.length).toBeGreaterThan(0)
  expect(unconfirmed.length).toBeLessThanOrEqual(2)
  expect(kept).toEqual(messages.slice(messages.length - kept.length))
  expect(client.bufferedAmount).toBe(0)
})
