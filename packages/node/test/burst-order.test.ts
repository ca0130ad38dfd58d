import { describe, expect, it } from 'vitest'
import { settled } from './support/changing.ts'
import { CLOSE, PING, PONG, TEXT, closeFrame, frame } from './support/frames.ts'
import { serverIdentity } from './support/identity.ts'
import { serveRaw } from './support/raw-server.ts'
import { pair } from './support/recorder.ts'
import { seamPair } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

const identity = await serverIdentity()

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `message ${i}`)

it.each([
  ['ws:', undefined],
  ['wss:', identity],
])('%s text and binary of a tick arrive in order, before its close', async (_, tls) => {
  const { client, peer } = await pair(serveRaw(undefined, tls), { ca: identity.cert })
  for (const text of numbered(5000)) client.send(text.endsWith('7') ? Buffer.from(text) : text)
  client.disconnect(3000, 'bye')
  const frames = await peer.received(5001)
  expect(peer.log).toEqual([...numbered(5000), `opcode ${CLOSE}`])
  expect(frames.at(-1)?.payload.subarray(2).toString()).toBe('bye')
})

describe('a control frame', () => {
  it('of a ping comes behind what was sent before it, alone in its tick or not', async () => {
    const { transport, peer } = await seamPair(serveRaw())
    for (const text of numbered(60)) {
      transport.send(text)
      transport.ping?.()
      if (text.endsWith('5')) transport.send('after it')
      await settled(1)
    }
    const expected = numbered(60).flatMap((text) => {
      return [text, `opcode ${PING}`, ...(text.endsWith('5') ? ['after it'] : [])]
    })
    await peer.received(expected.length)
    expect(peer.log).toEqual(expected)
  })

  it('that answers a server’s ping comes between whole frames', async () => {
    const pings = Buffer.concat(Array.from({ length: 50 }, (_, i) => frame(PING, String(i))))
    const { client, peer } = await pair(serveRaw())
    for (let round = 0; round < 20; round++) {
      peer.socket.write(pings)
      for (const text of numbered(100)) client.send(text.padEnd(round * 50))
      await settled(1)
    }
    const frames = await peer.received(3000)
    const data = frames.filter(({ opcode }) => opcode === TEXT)
    const pongs = frames.filter(({ opcode }) => opcode === PONG)
    expect(data.map(({ payload }) => payload.toString().trimEnd())).toEqual(
      Array.from({ length: 20 }, () => numbered(100)).flat(),
    )
    expect(pongs.map(({ payload }) => Number(payload))).toEqual(
      Array.from({ length: 1000 }, (_, i) => i % 50),
    )
  })

  it('answers each of a burst of pings', async () => {
    const pings = Array.from({ length: 1000 }, (_, i) => frame(PING, String(i)))
    const { recorder, peer } = await pair(serveRaw())
    peer.socket.write(Buffer.concat(pings))
    const pongs = (await peer.received(1000)).map(({ payload }) => Number(payload))
    expect(pongs).toEqual(Array.from(pings.keys()))
    expect(recorder.types).toEqual(['open'])
  })

  it.each([
    ['a ping', frame(PING), PONG],
    ['a close', closeFrame(1000), CLOSE],
  ])('that answers %s comes behind the answer to a message before', async (_, bytes, opcode) => {
    const { client, peer } = await pair(serveRaw())
    client.addEventListener('message', () => client.send('answer'))
    peer.socket.write(Buffer.concat([frame(TEXT, 'question'), bytes]))
    await peer.received(2)
    expect(peer.log).toEqual(['answer', `opcode ${opcode}`])
  })

  it('that answers a close is the last', async () => {
    const { client, peer } = await pair(serveRaw())
    client.addEventListener('close', () => expect(() => client.send('late')).toThrow('open'))
    peer.socket.write(closeFrame(1000))
    client.send('in time')
    await peer.received(2)
    peer.socket.end()
    await Promise.all([peer.closed, client.closed])
    expect(peer.log).toEqual(['in time', `opcode ${CLOSE}`])
  })
})

describe('a Blob', () => {
  it('is in order with what is around it, over many ticks, and comes before a close', async () => {
    const { recorder, client, peer } = await pair(serve())
    for (const [i, text] of numbered(60).entries()) {
      client.send(i % 3 === 0 ? new Blob([text]) : text)
      if (i % 4 === 0) await settled(1)
    }
    client.send(new Blob([]))
    await recorder.received(61)
    for (const data of ['text', new Blob(['a blob']), 'last']) client.send(data)
    client.disconnect()
    await peer.closed
    const expected = [...numbered(60), '', 'text', 'a blob', 'last', 'close 1000']
    expect(peer.log.map(String)).toEqual(expected)
  })

  it('leaves what is sent behind it with the bytes of the time of the call', async () => {
    const { recorder, client, peer } = await pair(serve())
    const bytes = Uint8Array.of(1, 2, 3)
    for (const data of [new Blob(['blob']), bytes, bytes.buffer]) client.send(data)
    bytes.fill(9)
    await recorder.received(3)
    expect(peer.log.slice(1)).toEqual([Buffer.of(1, 2, 3), Buffer.of(1, 2, 3)])
  })
})
