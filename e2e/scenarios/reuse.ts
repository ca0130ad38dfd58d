import { assert } from 'chai'
import type { Harness, Sides } from './harness.ts'
import { type Scenario, family } from './scenario.ts'

function isForgotten(begin: (harness: Harness) => Promise<Sides>): Scenario['run'] {
  return async (harness) => {
    const { client } = await begin(harness)
    client.ws.disconnect()
    await client.closed()
    await client.open(harness.server('/echo').uri)
    assert.equal(await client.echo('alive'), 'alive')
  }
}

family('reuse', {
  'a closed client connects again and its listeners stay': async (harness) => {
    const client = harness.client()
    for (const text of ['first', 'second', 'third']) {
      assert.equal((await client.open(harness.server('/echo').uri)).attempt, 1)
      assert.equal(await client.echo(text), text)
      client.ws.disconnect()
      await client.closed()
    }
    const once = ['open', 'message', 'close']
    assert.deepEqual(client.types, [...once, ...once, ...once])
  },

  'a client whose attempt failed connects again': async (harness) => {
    const client = harness.refused()
    await client.closed()
    await client.open(harness.server('/echo').uri)
    assert.equal(client.ws.readyState, 1)
  },

  'connect works inside of the final ONCLOSE': async (harness) => {
    const { client } = harness.connect('/close?code=4000')
    const next = harness.server('/echo')
    client.ws.addEventListener('close', () => client.connect(next.uri), { once: true })
    await client.next('open')
    await client.next('close')
    await client.next('open')
    assert.equal(client.ws.url, next.uri)
  },

  // React's StrictMode, and a button "reconnect now".
  'connect, disconnect, connect in one tick opens the second': async (harness) => {
    const client = harness.client()
    const [first, second] = [harness.server('/echo'), harness.server('/echo')]
    client.connect(first.uri)
    client.ws.disconnect()
    client.connect(second.uri)
    assert.equal(client.ws.readyState, 0)
    await client.ws.opened
    assert.equal(client.ws.url, second.uri)
    assert.deepEqual(client.types, ['close', 'open'])
  },

  'connect while closing begins after the final ONCLOSE, with promises and a queue of its own':
    async (harness) => {
      const { client } = await harness.open('/echo')
      const next = harness.server('/echo')
      client.ws.disconnect(4001)
      const before = client.ws.closed
      client.connect(next.uri, { queue: true })
      client.ws.send('queued')
      assert.equal((await before).code, 4001)
      assert.equal(await client.message(), 'queued')
      assert.deepEqual(client.types, ['open', 'close', 'open', 'message'])
    },

  'a connect that is taken back before it began ends with that ONCLOSE': async (harness) => {
    const { client } = await harness.open('/echo')
    const next = harness.server('/echo')
    client.ws.disconnect()
    client.ws.connect(next.uri, { queue: true })
    client.ws.send('never')
    const { opened, closed } = client.ws
    client.ws.disconnect()
    const rejected = await opened.then(
      () => 'opened',
      (error: unknown) => (error as { code: string }).code,
    )
    assert.equal(rejected, 'ERR_ABORTED')
    assert.deepEqual((await closed).unsent, ['never'])
    assert.deepEqual(client.types, ['open', 'close'])
    await harness.settle()
    assert.lengthOf(await next.entries('open'), 0)
  },

  'an attempt that was given up does not disturb the next': isForgotten(async (harness) =>
    harness.connect('/hang'),
  ),

  'a connection that was dropped at closeTimeout does not disturb the next': isForgotten(
    (harness) => harness.open('/never-close', { closeTimeout: 100 }),
  ),

  'two clients at once have nothing to do with each other': async (harness) => {
    const [{ client: one }, { client: other }] = await Promise.all([
      harness.open('/echo'),
      harness.open('/echo'),
    ])
    await Promise.all([one.echo('to one'), other.echo('to the other')])
    one.ws.disconnect(4_000)
    await one.closed()
    assert.equal(other.ws.readyState, 1)
    assert.deepEqual(one.messages, ['to one'])
    assert.deepEqual(other.messages, ['to the other'])
  },

  'the plugin’s example runs as it stands': async (harness) => {
    const ws = harness.sdk.WebSockets.new()
    const log: string[] = []
    const done = new Promise<void>((resolve) => {
      ws.addEventListener(ws.WSEVENT, (event) => {
        if (event.type === ws.ONOPEN) ws.send('hello')
        else if (event.type === ws.ONMESSAGE) log.push(`message ${String(event.data)}`)
        else if (event.type === ws.ONCLOSE) log.push(`closed ${event.code}`)
        if (event.type === ws.ONMESSAGE) ws.disconnect()
        if (event.type === ws.ONCLOSE) resolve()
      })
    })
    const uri = new URL(harness.server('/echo').uri)
    const port = Number(uri.port)
    uri.port = ''
    ws.connect(uri, { port })
    await done
    assert.deepEqual(log, ['message hello', 'closed 1000'])
  },
})
