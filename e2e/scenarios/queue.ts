import { assert } from 'chai'
import type { WebSocketsCloseEvent } from 'wsevent'
import { family } from './scenario.ts'
import type { Endpoint } from './test-server.ts'

const SOON = { minDelay: 10, maxDelay: 40 }
const NEVER = { minDelay: 600_000, maxDelay: 600_000 }

async function textsAt(server: Endpoint, count: number): Promise<readonly unknown[]> {
  await server.seen('message', count)
  return (await server.entries('message')).map(({ text }) => text)
}

export const queue = family('queue', {
  'what is sent before the opening arrives, in order': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    client.connect(server.uri, { queue: true })
    for (const text of ['one', 'two', 'three']) client.ws.send(text)
    assert.equal(client.ws.bufferedAmount, 11)
    assert.deepEqual(await textsAt(server, 3), ['one', 'two', 'three'])
  },

  'what an ONOPEN handler sends goes first': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    client.ws.addEventListener(harness.sdk.ONOPEN, () => client.ws.send('login'))
    client.ws.addEventListener(harness.sdk.ONOPEN, () => client.ws.send('subscribe'))
    client.connect(server.uri, { queue: true })
    client.ws.send('older')
    assert.deepEqual(await textsAt(server, 3), ['login', 'subscribe', 'older'])
  },

  'what is sent while waiting goes out after the reconnect, once': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    client.ws.addEventListener(harness.sdk.ONOPEN, ({ attempt }) =>
      client.ws.send(`login ${attempt}`),
    )
    client.ws.addEventListener(harness.sdk.ONCLOSE, ({ willReconnect }) => {
      if (willReconnect) client.ws.send('from ONCLOSE')
    })
    await client.open(server.uri, { queue: true, reconnect: SOON })
    await server.seen('message')
    await server.command('close', { code: 1011 })
    await client.next(harness.sdk.ONCLOSE)
    client.ws.send('while waiting')
    const expected = ['login 1', 'login 2', 'from ONCLOSE', 'while waiting']
    assert.deepEqual(await textsAt(server, 4), expected)
    client.ws.send('and later')
    assert.deepEqual(await textsAt(server, 5), [...expected, 'and later'])
  },

  'without one a send while waiting throws': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri, { reconnect: NEVER })
    await server.command('close', { code: 1011 })
    await client.next(harness.sdk.ONCLOSE)
    assert.throws(() => client.ws.send('too early'), /send/)
  },

  'beyond its bound send throws, and the message is the caller’s still': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    client.connect(server.uri, { queue: { maxBytes: 10 } })
    client.ws.send('12345678')
    let code: unknown
    try {
      client.ws.send('90a')
    } catch (error) {
      code = (error as { code?: unknown }).code
    }
    assert.equal(code, 'ERR_QUEUE_FULL')
    client.ws.send('90')
    assert.equal(client.ws.bufferedAmount, 10)
    assert.deepEqual(await textsAt(server, 2), ['12345678', '90'])
  },

  'what was never handed over is unsent at the final close': async (harness) => {
    const client = harness.client()
    const server = harness.server('/hang')
    client.connect(server.uri, { queue: true })
    const bytes = Uint8Array.of(1, 2, 3)
    client.ws.send('text')
    client.ws.send(bytes)
    bytes.fill(9)
    await server.seen('hanging')
    client.ws.disconnect()
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual(unconfirmed, [])
    assert.equal(unsent[0], 'text')
    assert.deepEqual([...(unsent[1] as Uint8Array)], [1, 2, 3])
  },

  'what waits for a reconnect is unsent when that is given up': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri, { queue: true, reconnect: NEVER })
    await server.command('close', { code: 1011 })
    assert.deepEqual((await client.next(harness.sdk.ONCLOSE)).unsent, [])
    client.ws.send('in vain')
    client.ws.disconnect()
    assert.throws(() => client.ws.send('too late'), /send/)
    assert.deepEqual((await client.closed()).unsent, ['in vain'])
    assert.throws(() => client.ws.send('much too late'), /send/)
  },

  'disconnect first hands over everything': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    await client.open(server.uri, { queue: { maxBytes: 16_777_216 }, closeTimeout: 15_000 })
    for (let index = 0; index < 200; index += 1) client.ws.send(`${index};`.padEnd(30_000))
    client.ws.disconnect(4_000, 'that was all')
    assert.include(await server.seen('close'), { code: 4_000, reason: 'that was all' })
    assert.lengthOf(await server.entries('message'), 200)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'what a stalled server did not take is told of, in order and at the end': async (harness) => {
    const client = harness.client()
    const server = harness.server('/stall')
    await client.open(server.uri, { queue: { maxBytes: 67_108_864 }, closeTimeout: 500 })
    const sent = Array.from({ length: 256 }, (_, index) => `${index};`.padEnd(131_072))
    for (const text of sent) client.ws.send(text)
    client.ws.disconnect()
    const { unsent, unconfirmed } = await client.closed()
    const told = [...unconfirmed, ...unsent].map((text) => String(text).slice(0, 10))
    assert.deepEqual(
      told,
      sent.slice(sent.length - told.length).map((text) => text.slice(0, 10)),
    )
    if (harness.facts.countsBuffered) assert.isNotEmpty(unsent)
  },

  'nothing comes twice, and nothing out of order, over many drops': async (harness) => {
    const client = harness.client()
    const server = harness.server('/sink')
    const told: string[] = []
    const note = ({ unconfirmed }: WebSocketsCloseEvent): unknown =>
      told.push(...(unconfirmed as string[]))
    client.ws.addEventListener(harness.sdk.ONCLOSE, note)
    await client.open(server.uri, { queue: true, reconnect: SOON })
    for (let index = 0; index < 100; index += 1) {
      client.ws.send(`${index}`.padStart(4, '0'))
      if (index % 20 === 10) await server.command(index % 40 === 10 ? 'end' : 'reset')
      if (index % 20 === 15) await client.next(harness.sdk.ONOPEN)
    }
    client.ws.disconnect()
    await client.closed()
    const arrived = (await server.entries('message')).map(({ text }) => String(text))
    const isRising = arrived.every(
      (text, index) => index === 0 || text > (arrived[index - 1] ?? ''),
    )
    assert.isTrue(isRising, arrived.join(' '))
    assert.equal(arrived.at(-1), '0099')
    assert.deepEqual(told, [...new Set(told)])
  },
})
