import { assert } from 'chai'
import { family } from './scenario.ts'

export const reuse = family('reuse', {
  'a closed client connects again and its listeners stay': async (harness) => {
    const { ONOPEN, ONMESSAGE, ONCLOSE } = harness.sdk
    const client = harness.client()
    for (const text of ['first', 'second', 'third']) {
      const server = harness.server('/echo')
      const { attempt } = await client.open(server.uri)
      assert.equal(attempt, 1)
      client.ws.send(text)
      assert.equal((await client.next(ONMESSAGE)).data, text)
      client.ws.disconnect()
      await client.closed()
    }
    const once = [ONOPEN, ONMESSAGE, ONCLOSE]
    assert.deepEqual(client.types, [...once, ...once, ...once])
  },

  'a client whose attempt failed connects again': async (harness) => {
    const client = harness.client()
    client.connect(harness.urls.refused)
    await client.failed()
    await client.open(harness.server('/echo').uri)
    assert.equal(client.ws.readyState, 1)
  },

  'connect works inside of the final ONCLOSE': async (harness) => {
    const client = harness.client()
    const next = harness.server('/echo')
    const again = (): void => client.connect(next.uri)
    client.ws.addEventListener(harness.sdk.ONCLOSE, again, { once: true })
    await client.open(harness.server('/close', { code: 4_000 }).uri)
    await client.next(harness.sdk.ONCLOSE)
    await client.next(harness.sdk.ONOPEN)
    assert.equal(client.ws.url, next.uri)
  },

  'an attempt that was given up does not disturb the next': async (harness) => {
    const client = harness.client()
    const late = harness.server('/hang')
    client.connect(late.uri)
    client.ws.disconnect()
    await client.closed()
    await client.open(harness.server('/echo').uri)
    client.ws.send('alive')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'alive')
  },

  'a connection that was dropped at closeTimeout does not disturb the next': async (harness) => {
    const client = harness.client()
    const old = harness.server('/never-close')
    await client.open(old.uri, { closeTimeout: 100 })
    client.ws.disconnect()
    await client.closed()
    await client.open(harness.server('/echo').uri)
    client.ws.send('alive')
    assert.equal((await client.next(harness.sdk.ONMESSAGE)).data, 'alive')
  },

  'two clients at once have nothing to do with each other': async (harness) => {
    const [one, other] = [harness.client(), harness.client()]
    await Promise.all([
      one.open(harness.server('/echo').uri),
      other.open(harness.server('/echo').uri),
    ])
    one.ws.send('to one')
    other.ws.send('to the other')
    await Promise.all([one.next(harness.sdk.ONMESSAGE), other.next(harness.sdk.ONMESSAGE)])
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
