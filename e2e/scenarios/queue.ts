import { assert } from 'chai'
import type { WebSocketsCloseEvent } from 'wsevent'
import { SOON } from './harness.ts'
import { family } from './scenario.ts'

family('queue', {
  'what is sent before the opening arrives, in order': async (harness) => {
    const { client, server } = harness.connect('/sink', { queue: true })
    for (const text of ['one', 'two', 'three']) client.ws.send(text)
    assert.equal(client.ws.bufferedAmount, 11)
    assert.deepEqual(await server.texts(3), ['one', 'two', 'three'])
  },

  'what an ONOPEN handler sends goes first': async (harness) => {
    const { client, server } = harness.connect('/sink', { queue: true })
    client.ws.addEventListener('open', () => client.ws.send('login'))
    client.ws.addEventListener('open', () => client.ws.send('subscribe'))
    client.ws.send('older')
    assert.deepEqual(await server.texts(3), ['login', 'subscribe', 'older'])
  },

  // partykit#403: messages and the close were lost at a swap.
  'what is sent while waiting goes out after the reconnect, once': async (harness) => {
    const { client, server } = harness.connect('/sink', { queue: true, reconnect: SOON })
    client.ws.addEventListener('open', ({ attempt }) => client.ws.send(`login ${attempt}`))
    client.ws.addEventListener('close', ({ willReconnect }) => {
      if (willReconnect) client.ws.send('from ONCLOSE')
    })
    await server.seen('message')
    await server.command('close', { code: 1011 })
    await client.next('close')
    client.ws.send('while waiting')
    const expected = ['login 1', 'login 2', 'from ONCLOSE', 'while waiting']
    assert.deepEqual(await server.texts(4), expected)
    client.ws.send('and later')
    assert.deepEqual(await server.texts(5), [...expected, 'and later'])
  },

  'without one a send while waiting throws': async (harness) => {
    const { client } = await harness.waiting()
    assert.throws(() => client.ws.send('too early'), /send/)
  },

  'beyond its bound send throws, and the message is the caller’s still': async (harness) => {
    const { client, server } = harness.connect('/sink', { queue: { maxBytes: 10 } })
    client.ws.send('12345678')
    assert.throws(() => client.ws.send('90a'), 'err_queue_full')
    client.ws.send('90')
    assert.equal(client.ws.bufferedAmount, 10)
    assert.deepEqual(await server.texts(2), ['12345678', '90'])
  },

  'what was never handed over is unsent at the final close': async (harness) => {
    const { client, server } = harness.connect('/hang', { queue: true })
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
    const { client } = await harness.waiting({ queue: true })
    client.ws.send('in vain')
    client.ws.disconnect()
    assert.throws(() => client.ws.send('too late'), /send/)
    assert.deepEqual((await client.closed()).unsent, ['in vain'])
    assert.throws(() => client.ws.send('much too late'), /send/)
  },

  'disconnect first hands over everything': async (harness) => {
    const options = { queue: { maxBytes: 16_777_216 }, closeTimeout: 15_000 }
    const { client, server } = await harness.open('/sink', options)
    for (let index = 0; index < 200; index += 1) client.ws.send(`${index};`.padEnd(30_000))
    client.ws.disconnect(4_000, 'that was all')
    assert.include(await server.seen('close'), { code: 4_000, reason: 'that was all' })
    assert.lengthOf(await server.entries('message'), 200)
    const { unsent, unconfirmed } = await client.closed()
    assert.deepEqual([...unsent, ...unconfirmed], [])
  },

  'what a stalled server did not take is told of, in order and at the end': async (harness) => {
    const options = { queue: { maxBytes: 67_108_864 }, closeTimeout: 500 }
    const { client } = await harness.open('/stall', options)
    const sent = Array.from({ length: 256 }, (_, index) => `${index};`.padEnd(131_072))
    for (const text of sent) client.ws.send(text)
    client.ws.disconnect()
    const { unsent, unconfirmed } = await client.closed()
    const left = [...unconfirmed, ...unsent].map((text) => String(text).slice(0, 10))
    const last = sent.slice(sent.length - left.length).map((text) => text.slice(0, 10))
    assert.deepEqual(left, last)
    if (harness.facts.countsBuffered) assert.isNotEmpty(unsent)
  },

  'nothing comes twice, and nothing out of order, over many drops': async (harness) => {
    const { client, server } = await harness.open('/sink', { queue: true, reconnect: SOON })
    const unconfirmed: unknown[] = []
    client.ws.addEventListener('close', (event: WebSocketsCloseEvent) =>
      unconfirmed.push(...event.unconfirmed),
    )
    for (let index = 0; index < 100; index += 1) {
      client.ws.send(`${index}`.padStart(4, '0'))
      if (index % 20 === 10) await server.command(index % 40 === 10 ? 'end' : 'reset')
      if (index % 20 === 15) await client.next('open')
    }
    client.ws.disconnect()
    await client.closed()
    const arrived = (await server.entries('message')).map(({ text }) => String(text))
    assert.deepEqual(arrived, [...new Set(arrived)].toSorted())
    assert.equal(arrived.at(-1), '0099')
    assert.deepEqual(unconfirmed, [...new Set(unconfirmed)])
  },
})
