import { beforeAll, describe, expect, it } from 'vitest'
import { BINARY, CLOSE, PING, PONG, TEXT, closeFrame, frame } from './support/frames.ts'
import { serverIdentity, type Identity } from './support/identity.ts'
import { serveRaw, type RawPeer } from './support/raw-server.ts'
import { connect, opened, type Recorder } from './support/recorder.ts'
import { startOpen } from './support/seam.ts'
import { serve } from './support/ws-server.ts'

let identity: Identity

beforeAll(async () => {
  identity = await serverIdentity()
})

async function pair(): Promise<{ readonly recorder: Recorder; readonly peer: RawPeer }> {
  const server = await serveRaw((peer) => peer.accept())
  const recorder = await opened(server.url)
  return { recorder, peer: await server.nextPeer() }
}

function texts({ frames }: RawPeer): string[] {
  return frames.map(({ opcode, payload }) =>
    opcode === TEXT || opcode === BINARY ? payload.toString() : `opcode ${opcode}`,
  )
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `message ${i}`)

describe.each(['ws:', 'wss:'])('%s the sends of one tick', (scheme) => {
  const start = async (): Promise<{ recorder: Recorder; peer: RawPeer }> => {
    const tls = scheme === 'wss:' ? identity : undefined
    const server = await serveRaw((peer) => peer.accept(), tls)
    const recorder = await opened(server.url, { ca: identity.cert })
    return { recorder, peer: await server.nextPeer() }
  }

  it('arrive in order, text and binary mixed', async () => {
    const { recorder, peer } = await start()
    for (const text of numbered(5000)) {
      recorder.client.send(text.endsWith('7') ? Buffer.from(text) : text)
    }
    await peer.received(5000)
    expect(texts(peer)).toEqual(numbered(5000))
  })

  it('arrive before the close that disconnect sends in that tick', async () => {
    const { recorder, peer } = await start()
    for (const text of numbered(3000)) recorder.client.send(text)
    recorder.client.disconnect(3000, 'bye')
    await peer.received(3001)
    expect(texts(peer)).toEqual([...numbered(3000), `opcode ${CLOSE}`])
    expect(peer.frames.at(-1)?.payload.subarray(2).toString()).toBe('bye')
  })

  it('in an ONOPEN handler go before what the queue kept', async () => {
    const tls = scheme === 'wss:' ? identity : undefined
    const server = await serveRaw((peer) => peer.accept(), tls)
    const { client } = connect(server.url, { ca: identity.cert, queue: true })
    client.addEventListener('open', () => client.send('login'))
    for (const text of numbered(10)) client.send(text)
    const peer = await server.nextPeer()
    await peer.received(11)
    expect(texts(peer)).toEqual(['login', ...numbered(10)])
  })
})

it('a lone send leaves before timers and I/O of its turn are over', async () => {
  const { recorder, peer } = await pair()
  recorder.client.send('alone')
  await new Promise(process.nextTick)
  expect(recorder.client.bufferedAmount).toBe(0)
  await peer.received(1)
})

describe('control frames', () => {
  it('of a ping come behind what was sent before it in that tick', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const { transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    transport.send('before')
    transport.ping?.()
    transport.send('after')
    await peer.received(3)
    expect(texts(peer)).toEqual(['before', `opcode ${PING}`, 'after'])
  })

  it('come between messages that are alone in their ticks, in order', async () => {
    const server = await serveRaw((peer) => peer.accept())
    const { transport } = await startOpen(server.url)
    const peer = await server.nextPeer()
    const expected: string[] = []
    for (const text of numbered(60)) {
      transport.send(text)
      transport.ping?.()
      expected.push(text, `opcode ${PING}`)
      if (text.endsWith('5')) {
        transport.send('and one more')
        expected.push('and one more')
      }
      await new Promise(setImmediate)
    }
    await peer.received(expected.length)
    expect(texts(peer)).toEqual(expected)
  })

  it('that answer a server’s pings come between whole frames', async () => {
    const pings = Buffer.concat(Array.from({ length: 50 }, (_, i) => frame(PING, String(i))))
    const { recorder, peer } = await pair()
    for (let round = 0; round < 20; round++) {
      peer.socket.write(pings)
      for (const text of numbered(100)) recorder.client.send(text.padEnd(round * 50))
      await new Promise(setImmediate)
    }
    await peer.received(3000)
    const data = peer.frames.filter(({ opcode }) => opcode === TEXT)
    const pongs = peer.frames.filter(({ opcode }) => opcode === PONG)
    expect(data.map(({ payload }) => payload.toString().trimEnd())).toEqual(
      Array.from({ length: 20 }, () => numbered(100)).flat(),
    )
    expect(pongs.map(({ payload }) => Number(payload))).toEqual(
      Array.from({ length: 1000 }, (_, i) => i % 50),
    )
  })

  it('answer a burst of pings, however many', async () => {
    const pings = Buffer.concat(Array.from({ length: 1000 }, (_, i) => frame(PING, String(i))))
    const { recorder, peer } = await pair()
    peer.socket.write(pings)
    await peer.received(1000)
    expect(peer.frames.map(({ payload }) => Number(payload))).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    )
    expect(recorder.types).toEqual(['open'])
  })

  it('that answer a ping come behind the answer to a message before that ping', async () => {
    const { recorder, peer } = await pair()
    recorder.client.addEventListener('message', () => recorder.client.send('answer'))
    peer.socket.write(Buffer.concat([frame(TEXT, 'question'), frame(PING)]))
    await peer.received(2)
    expect(texts(peer)).toEqual(['answer', `opcode ${PONG}`])
  })
})

describe('the server’s close frame', () => {
  it('has nothing but the closing answer behind it', async () => {
    const { recorder, peer } = await pair()
    recorder.client.addEventListener('close', () => {
      try {
        recorder.client.send('too late')
      } catch {
        // It is closed.
      }
    })
    peer.socket.write(closeFrame(1000))
    recorder.client.send('in time')
    await peer.until(() => peer.frames.some(({ opcode }) => opcode === CLOSE))
    peer.socket.end()
    await peer.closed
    expect(texts(peer)).toEqual(['in time', `opcode ${CLOSE}`])
  })

  it('in one piece with a message lets the answer to it out first', async () => {
    const { recorder, peer } = await pair()
    recorder.client.addEventListener('message', () => recorder.client.send('answer'))
    peer.socket.write(Buffer.concat([frame(TEXT, 'question'), closeFrame(1000)]))
    await peer.until(() => peer.frames.some(({ opcode }) => opcode === CLOSE))
    expect(texts(peer)).toEqual(['answer', `opcode ${CLOSE}`])
  })
})

describe('a Blob', () => {
  it('is in order with what is around it', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    const peer = await server.nextPeer()
    const { client } = recorder
    client.send('1')
    client.send(new Blob(['2']))
    client.send('3')
    client.send(new Blob(['4', '4']))
    client.send(Buffer.from('5'))
    client.send(new Blob([]))
    client.send('7')
    await recorder.received(7)
    expect(peer.log.map(String)).toEqual(['1', '2', '3', '44', '5', '', '7'])
    client.send('8')
    client.send('9')
    await recorder.received(9)
    expect(peer.log.map(String).slice(7)).toEqual(['8', '9'])
  })

  it('is in order where each tick adds to it', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    const expected: string[] = []
    for (let i = 0; i < 60; i++) {
      const text = `message ${i}`
      expected.push(text)
      recorder.client.send(i % 3 === 0 ? new Blob([text]) : text)
      if (i % 4 === 0) await new Promise(setImmediate)
    }
    await recorder.received(60)
    expect((await server.nextPeer()).log.map(String)).toEqual(expected)
  })

  it('comes before the close of the same tick', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    const peer = await server.nextPeer()
    recorder.client.send(new Blob(['a blob']))
    recorder.client.send('text')
    recorder.client.disconnect()
    await peer.closed
    expect(peer.log.map(String)).toEqual(['a blob', 'text', 'close 1000'])
    expect(await recorder.first('close')).toMatchObject({ code: 1000, wasClean: true })
  })

  it('between views that change has the bytes of the time of the call around it', async () => {
    const server = await serve()
    const recorder = await opened(server.url)
    const bytes = Uint8Array.of(1, 2, 3)
    recorder.client.send(new Blob(['blob']))
    recorder.client.send(bytes)
    recorder.client.send(bytes.buffer)
    bytes.fill(9)
    await recorder.received(3)
    const { log } = await server.nextPeer()
    expect(log.slice(1)).toEqual([Buffer.of(1, 2, 3), Buffer.of(1, 2, 3)])
  })
})
