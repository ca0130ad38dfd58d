import { expect, it } from 'vitest'
import { MAX_BYTES } from '../src/inbox.ts'
import { commonOptions } from '../src/options.ts'
import { runtimeOf } from '../src/runtime.ts'
import { Harness, thrownBy } from './harness.ts'

// Runs with __SENTENCES__ and __NODE__ false, as in the script tag: see vitest.config.ts.
const DOCS = 'https://github.com/wsevent/wsevent/blob/wsevent@1.2.3/docs/errors.md#'

it.each<[string, (harness: Harness) => unknown]>([
  ['ERR_INVALID_OPTION prot', (harness) => harness.connect({ prot: 1 } as never)],
  [
    'ERR_INVALID_OPTION heartbeat.message',
    (harness) => {
      harness.platform.options = commonOptions
      harness.connect({ heartbeat: true })
    },
  ],
  ['ERR_INVALID_OPTION queue.maxBytes', (harness) => harness.connect({ queue: { maxBytes: 0 } })],
  ['ERR_INVALID_OPTION queue', (harness) => harness.connect({ queue: 1 as never })],
  ['ERR_INVALID_URI', ({ ws }) => ws.connect('ftp://user:secret@h/')],
  ['ERR_INVALID_STATE send', ({ ws }) => ws.send('hi')],
  ['ERR_INVALID_DATA', ({ ws }) => ws.send(1 as never)],
  ['ERR_INVALID_CLOSE', ({ ws }) => ws.disconnect(1001)],
  ['ERR_INVALID_LISTENER', ({ ws }) => ws.addEventListener('open', 1 as never)],
])('says the code and its subject: %s', (message, call) => {
  const error = thrownBy(() => call(new Harness())) as Error
  const [code = ''] = message.split(' ')
  expect(error.message).toBe(`${message} ${DOCS}${code.toLowerCase()}`)
})

it('shows no more of a URI than its origin', async () => {
  const reasons: string[] = []
  const harness = new Harness()
  harness.ws.addEventListener('error', ({ reason }) => reasons.push(reason))
  harness.ws.connect('ws://user:secret@h:8080/path?token=secret')
  harness.transport.fail({ code: 'ERR_CONNECT_FAILED' })
  harness.ws.connect(() => 'no URI')
  await harness.ws.closed
  expect(reasons).toEqual([
    `ERR_CONNECT_FAILED ws://h:8080 ${DOCS}err_connect_failed`,
    `ERR_URI_PROVIDER ${DOCS}err_uri_provider`,
  ])
})

it('leaves out what no browser reports: status, headers, Retry-After, TLS', () => {
  const harness = new Harness().connect({ reconnect: true })
  harness.transport.fail({
    code: 'ERR_HANDSHAKE_REJECTED',
    status: 404,
    headers: {},
    retryAfter: 60_000,
  })
  expect(harness.take()).toEqual(['error ERR_HANDSHAKE_REJECTED', 'close 1006 retry'])
  harness
    .retry()
    .transport.open('', { tls: { protocol: 'TLSv1.3', cipher: 'x' }, headers: { a: 'b' } })
  expect(harness.events).toEqual([{ type: 'open', protocol: '', attempt: 2 }])
})

it('does not pause for a slow loop, which holds at most 16 MiB', () => {
  const harness = new Harness().open()
  harness.ws[Symbol.asyncIterator]()
  harness.transport.message(new ArrayBuffer(MAX_BYTES - 64))
  expect(harness.trace).toHaveLength(1)
  harness.transport.message('')
  expect(harness.trace.slice(2)).toEqual(['error ERR_MESSAGE_TOO_BIG', 'close 1006'])
  expect(harness.transport.log).toEqual(['drop'])
})

it('takes no bytes that arrive for an answer', () => {
  const harness = new Harness().open({ heartbeat: { message: 'beat', interval: 100, timeout: 30 } })
  harness.clock.advance(100)
  harness.transport.bytesRead = 1000
  harness.clock.advance(30)
  expect(harness.trace).toEqual(['error ERR_HEARTBEAT_TIMEOUT', 'close 1006'])
})

it('takes the time from performance, which every page and worker has', () => {
  const performance = { now: () => 42 }
  expect(runtimeOf({ setTimeout, clearTimeout, queueMicrotask, performance }).clock.now()).toBe(42)
})
