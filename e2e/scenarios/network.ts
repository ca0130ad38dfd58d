import { assert } from 'chai'
import type { Context } from './context.ts'
import type { Recorder } from './recorder.ts'
import { type Scenario, family } from './scenario.ts'

const NEVER = { minDelay: 600_000, maxDelay: 600_000 }
const PATIENT = { interval: 600_000, timeout: 150, message: 'are you there?' }

type Network = (context: Context) => Promise<void>

/** Only where there is a network to be seen: in pages and workers. */
function inPages(run: Network): Scenario['run'] {
  return (context) => (context.facts.hasPage ? run(context) : undefined)
}

/** Only where there is a document, which workers lack. */
function inDocuments(run: Network): Scenario['run'] {
  return inPages((context) => (typeof document === 'object' ? run(context) : Promise.resolve()))
}

function dispatch(target: EventTarget, event: Event): void {
  target.dispatchEvent(event)
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

/** A client that waits, by its own will for ever. */
async function untilWaiting(context: Context): Promise<Recorder> {
  const client = context.client()
  const place = context.place('/echo')
  await client.open(place.uri, { reconnect: NEVER })
  await place.command('close', { code: 1011 })
  await client.next(context.sdk.ONCLOSE)
  return client
}

function triesAtOnce(wake: () => void): Network {
  return async (context) => {
    const client = await untilWaiting(context)
    await whileOnLineIs(true, async () => {
      wake()
      assert.include(await client.next(context.sdk.ONOPEN), { attempt: 2 })
    })
  }
}

export const network = family('network', {
  'online tries at once': inPages(triesAtOnce(() => dispatch(globalThis, new Event('online')))),

  'a return from the page cache tries at once': inDocuments(
    triesAtOnce(() =>
      dispatch(globalThis, new PageTransitionEvent('pageshow', { persisted: true })),
    ),
  ),

  'the end of a frozen tab tries at once': inDocuments(
    triesAtOnce(() => dispatch(document, new Event('resume'))),
  ),

  'a page that was merely loaded or shown does not': inDocuments(async (context) => {
    const client = await untilWaiting(context)
    dispatch(globalThis, new PageTransitionEvent('pageshow', { persisted: false }))
    dispatch(document, new Event('visibilitychange'))
    await context.settle()
    assert.equal(client.ws.readyState, 0)
    assert.lengthOf(client.types, 2)
  }),

  'offline stretches a retry to maxDelay': inPages(async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { reconnect: { minDelay: 10, maxDelay: 5_000 } })
    await whileOnLineIs(false, async () => {
      await place.command('close', { code: 1011 })
      assert.include(await client.next(context.sdk.ONCLOSE), { delay: 5_000 })
    })
  }),

  'offline holds no first attempt back': inPages((context) =>
    whileOnLineIs(false, async () => {
      const client = context.client()
      await client.open(context.place('/echo').uri, { reconnect: NEVER })
    }),
  ),

  'online asks an open connection whether it lives': inPages(async (context) => {
    const client = context.client()
    const place = context.place('/echo')
    await client.open(place.uri, { heartbeat: { ...PATIENT, timeout: 10_000 } })
    dispatch(globalThis, new Event('online'))
    assert.equal((await place.seen('message')).text, PATIENT.message)
    await client.next(context.sdk.ONMESSAGE)
    assert.equal(client.ws.readyState, 1)
  }),

  'and leaves one that does not answer': inPages(async (context) => {
    const client = context.client()
    await client.open(context.place('/silent').uri, { heartbeat: PATIENT })
    dispatch(globalThis, new Event('online'))
    assert.equal((await client.failed()).error.code, 'ERR_HEARTBEAT_TIMEOUT')
  }),

  'nobody listens any more after the final close': inPages(async (context) => {
    const listening = new Set<unknown>()
    const { addEventListener: add, removeEventListener: remove } = globalThis
    globalThis.addEventListener = (
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | AddEventListenerOptions,
    ) => {
      if (type === 'online') listening.add(listener)
      const signal = typeof options === 'object' ? options.signal : undefined
      signal?.addEventListener('abort', () => listening.delete(listener))
      add.call(globalThis, type, listener, options)
    }
    globalThis.removeEventListener = (
      type: string,
      listener: EventListenerOrEventListenerObject,
    ) => {
      listening.delete(listener)
      remove.call(globalThis, type, listener)
    }
    try {
      const client = context.client()
      await client.open(context.place('/echo').uri, { reconnect: NEVER })
      assert.equal(listening.size, 1)
      client.ws.disconnect()
      await client.closed()
      assert.equal(listening.size, 0)
    } finally {
      Object.assign(globalThis, { addEventListener: add, removeEventListener: remove })
    }
  }),
})
