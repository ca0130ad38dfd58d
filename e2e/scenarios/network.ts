import { assert } from 'chai'
import { type Harness, NEVER, SOON } from './harness.ts'
import { type Scenario, family } from './scenario.ts'

const PATIENT = { interval: 600_000, timeout: 150, message: 'are you there?' }

type Run = (harness: Harness) => Promise<void>

/** Only where there is a network to be seen: in pages and workers. */
function inPages(run: Run): Scenario['run'] {
  return (harness) => (harness.facts.hasPage ? run(harness) : undefined)
}

/** Only where there is a document, which workers lack. */
function inDocuments(run: Run): Scenario['run'] {
  return inPages((harness) => (typeof document === 'object' ? run(harness) : Promise.resolve()))
}

/** What the platform says of its network, for as long as `act` takes. */
async function whileOnLineIs(isOnLine: boolean, act: () => Promise<void>): Promise<void> {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnLine })
  try {
    await act()
  } finally {
    delete (navigator as { onLine?: boolean }).onLine
  }
}

function triesAtOnce(wake: () => void): Run {
  return async (harness) => {
    const { client } = await harness.waiting()
    await whileOnLineIs(true, async () => {
      wake()
      assert.include(await client.next('open'), { attempt: 2 })
    })
  }
}

const goOnline = (): unknown => globalThis.dispatchEvent(new Event('online'))
const show = (persisted: boolean): unknown =>
  globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))

family('network', {
  'online tries at once': inPages(triesAtOnce(goOnline)),

  // wire-webapp#21416, graphql-ws#117: still OPEN after sleep.
  'a return from the page cache tries at once': inDocuments(triesAtOnce(() => show(true))),

  'the end of a frozen tab tries at once': inDocuments(
    triesAtOnce(() => document.dispatchEvent(new Event('resume'))),
  ),

  'a page that was merely loaded or shown does not': inDocuments(async (harness) => {
    const { client } = await harness.waiting()
    show(false)
    document.dispatchEvent(new Event('visibilitychange'))
    await harness.settle()
    assert.equal(client.ws.readyState, 0)
    assert.lengthOf(client.types, 2)
  }),

  // navigator.onLine says offline on a machine that has loopback alone, and its server on it.
  'offline has no say in when a retry comes': inPages(async (harness) => {
    const { client, server } = await harness.open('/echo', { reconnect: SOON })
    await whileOnLineIs(false, async () => {
      await server.command('close', { code: 1011 })
      assert.isAtMost((await client.next('close')).delay ?? Infinity, SOON.maxDelay)
      assert.include(await client.next('open'), { attempt: 2 })
    })
  }),

  'offline holds no first attempt back': inPages((harness) =>
    whileOnLineIs(false, async () => void (await harness.open('/echo', { reconnect: NEVER }))),
  ),

  'online asks an open connection whether it lives': inPages(async (harness) => {
    const heartbeat = { ...PATIENT, timeout: 10_000 }
    const { client, server } = await harness.open('/echo', { heartbeat })
    goOnline()
    assert.equal((await server.seen('message')).text, PATIENT.message)
    await client.message()
    assert.equal(client.ws.readyState, 1)
  }),

  'and leaves one that does not answer': inPages(async (harness) => {
    const { client } = await harness.open('/silent', { heartbeat: PATIENT })
    goOnline()
    await client.fails('ERR_HEARTBEAT_TIMEOUT')
  }),

  'nobody listens any more after the final close': inPages(async (harness) => {
    const listening = new Set<unknown>()
    const { addEventListener: add, removeEventListener: remove } = globalThis
    globalThis.addEventListener = (...given: Parameters<typeof add>) => {
      const [type, listener, options] = given
      const signal = typeof options === 'object' ? options.signal : undefined
      if (type === 'online') listening.add(listener)
      signal?.addEventListener('abort', () => listening.delete(listener))
      add.apply(globalThis, given)
    }
    globalThis.removeEventListener = (...given: Parameters<typeof remove>) => {
      listening.delete(given[1])
      remove.apply(globalThis, given)
    }
    try {
      const { client } = await harness.open('/echo', { reconnect: NEVER })
      assert.equal(listening.size, 1)
      client.ws.disconnect()
      await client.closed()
      assert.equal(listening.size, 0)
    } finally {
      Object.assign(globalThis, { addEventListener: add, removeEventListener: remove })
    }
  }),
})
