import { assert } from 'chai'
import { SOON } from './harness.ts'
import { family } from './scenario.ts'

family('watching', {
  'status follows a connection, as a store that calls back': async (harness) => {
    const client = harness.client()
    const { ws } = client
    const seen: string[] = []
    const unsubscribe = ws.subscribe(() => {
      const { readyState, attempt, delay, error } = ws.status
      const line = [readyState, attempt, delay === undefined ? '' : 'waits', error?.code ?? '']
      seen.push(line.join(' ').trim())
    })
    const server = harness.server('/echo')
    client.connect(server.uri, { reconnect: SOON })
    await client.next('open')
    await server.command('end')
    const { code } = await client.next('error')
    await client.next('open')
    ws.disconnect()
    await client.closed()
    unsubscribe()
    assert.deepEqual(
      seen.filter((line, index) => line !== seen[index - 1]),
      ['0 1', '1 1', `0 2 waits ${code}`, `0 2  ${code}`, '1 2', '2 2', '3 2'],
    )
    const { length } = seen
    await client.open(harness.server('/echo').uri)
    assert.lengthOf(seen, length)
  },

  'status is the same object until something changes': async (harness) => {
    const { client } = await harness.open('/echo')
    const { status } = client.ws
    await client.echo('hi')
    assert.strictEqual(client.ws.status, status)
    assert.isFrozen(status)
  },

  'subscribe takes a function alone': (harness) => {
    const { loose } = harness.client()
    for (const value of [undefined, null, 'f', {}])
      assert.throws(() => loose.subscribe(value), 'err_invalid_listener')
  },

  'watch sees where each message stands, and the heartbeat': async (harness) => {
    const heartbeat = { interval: 50, message: 'beat' }
    const { client } = harness.connect('/echo', { queue: true, heartbeat })
    const types: string[] = []
    const answered = new Promise<number>((resolve) => {
      client.ws.watch((record) => {
        if (record) types.push(record.type)
        if (record?.type === 'answer') resolve(record.roundTrip)
      })
    })
    client.ws.send('hello')
    assert.isAtLeast(await answered, 0)
    assert.deepEqual(types.slice(0, 3), ['waiting', 'handed', 'left'])
    assert.include(types, 'probe')
  },

  'wake ends the wait for the next attempt, and keeps the queue': async (harness) => {
    const { client, server } = await harness.waiting({ queue: true })
    client.ws.send('kept')
    client.ws.wake()
    assert.include(await client.next('open'), { attempt: 2 })
    await client.message()
    assert.include((await server.entries('message')).at(-1), { text: 'kept' })
  },

  'wake does nothing in any other state': async (harness) => {
    const client = harness.client()
    client.ws.wake()
    await client.open(harness.server('/echo').uri)
    client.ws.wake()
    assert.equal(await client.echo('alive'), 'alive')
    client.ws.disconnect()
    client.ws.wake()
    await client.closed()
    client.ws.wake()
    assert.deepEqual(client.types, ['open', 'message', 'close'])
  },

  'a client has a tag of its own': ({ sdk }) => {
    const tag = Object.prototype.toString.call(sdk.WebSockets.new())
    assert.equal(tag, '[object WebSockets]')
  },
})
