import { assert } from 'chai'
import { family } from './scenario.ts'

export const reuse = family('reuse', {
  'a closed client connects again and its listeners stay': async (context) => {
    const { ONOPEN, ONMESSAGE, ONCLOSE } = context.sdk
    const client = context.client()
    for (const text of ['first', 'second', 'third']) {
      const place = context.place('/echo')
      const { attempt } = await client.open(place.uri)
      assert.equal(attempt, 1)
      client.ws.send(text)
      assert.equal((await client.next(ONMESSAGE)).data, text)
      client.ws.disconnect()
      await client.closed()
    }
    const once = [ONOPEN, ONMESSAGE, ONCLOSE]
    assert.deepEqual(client.types, [...once, ...once, ...once])
  },

  'a client whose attempt failed connects again': async (context) => {
    const client = context.client()
    client.connect(context.urls.refused)
    await client.failed()
    await client.open(context.place('/echo').uri)
    assert.equal(client.ws.readyState, 1)
  },

  'connect works inside of the final ONCLOSE': async (context) => {
    const client = context.client()
    const next = context.place('/echo')
    const again = (): void => client.connect(next.uri)
    client.ws.addEventListener(context.sdk.ONCLOSE, again, { once: true })
    await client.open(context.place('/close', { code: 4_000 }).uri)
    await client.next(context.sdk.ONCLOSE)
    await client.next(context.sdk.ONOPEN)
    assert.equal(client.ws.url, next.uri)
  },

  'an attempt that was given up does not disturb the next': async (context) => {
    const client = context.client()
    const late = context.place('/hang')
    client.connect(late.uri)
    client.ws.disconnect()
    await client.closed()
    await client.open(context.place('/echo').uri)
    client.ws.send('alive')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'alive')
  },

  'a connection that was dropped at closeTimeout does not disturb the next': async (context) => {
    const client = context.client()
    const old = context.place('/never-close')
    await client.open(old.uri, { closeTimeout: 100 })
    client.ws.disconnect()
    await client.closed()
    await client.open(context.place('/echo').uri)
    client.ws.send('alive')
    assert.equal((await client.next(context.sdk.ONMESSAGE)).data, 'alive')
  },

  'two clients at once have nothing to do with each other': async (context) => {
    const [one, other] = [context.client(), context.client()]
    await Promise.all([
      one.open(context.place('/echo').uri),
      other.open(context.place('/echo').uri),
    ])
    one.ws.send('to one')
    other.ws.send('to the other')
    await Promise.all([one.next(context.sdk.ONMESSAGE), other.next(context.sdk.ONMESSAGE)])
    one.ws.disconnect(4_000)
    await one.closed()
    assert.equal(other.ws.readyState, 1)
    assert.deepEqual(one.messages, ['to one'])
    assert.deepEqual(other.messages, ['to the other'])
  },

  'the plugin’s example runs as it stands': async (context) => {
    const ws = context.sdk.WebSockets.new()
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
    const uri = new URL(context.place('/echo').uri)
    const port = Number(uri.port)
    uri.port = ''
    ws.connect(uri, { port })
    await done
    assert.deepEqual(log, ['message hello', 'closed 1000'])
  },
})
