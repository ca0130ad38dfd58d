import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Harness, settled } from '../harness.ts'

let harness = new Harness()
beforeEach(() => void (harness = new Harness()))

/** What has become of a promise by the time that nothing else happens. */
async function outcomeOf(promise: Promise<void>): Promise<unknown> {
  let outcome: unknown = 'waits'
  promise.then(
    () => (outcome = 'drained'),
    (error: unknown) => (outcome = error),
  )
  await settled()
  return outcome
}

/** The outcomes of `drained` with each number of bytes. */
const outcomes = (...bytes: number[]): Promise<unknown[]> =>
  Promise.all(bytes.map((count) => outcomeOf(harness.ws.drained(count))))

describe('drained', () => {
  it.each<[string, () => unknown]>([
    ['new', () => undefined],
    ['connecting', () => harness.connect()],
    ['open', () => harness.open()],
    ['closing', () => harness.open().ws.disconnect()],
    ['waiting', () => harness.open({ reconnect: true }).transport.end()],
    ['closed', () => harness.open().transport.end()],
  ])('resolves at once if nothing is buffered: %s', async (_state, prepare) => {
    prepare()
    const { pending } = harness.clock
    expect(await outcomeOf(harness.ws.drained())).toBe('drained')
    expect(harness.clock.pending).toBe(pending)
  })

  it.each([false, true])('waits for bufferedAmount, with queue: %s', async (queue) => {
    harness.open({ queue })
    harness.ws.send('x'.repeat(10))
    const promises = [0, 4, 10].map((bytes) => harness.ws.drained(bytes))
    harness.transport.drain(6)
    await promises[1]
    await promises[2]
    expect(await outcomeOf(promises[0] as Promise<void>)).toBe('waits')
    harness.transport.drain(4)
    await promises[0]
  })

  it('needs nobody to report that the buffer shrank', async () => {
    const { ws, clock, transport } = harness.open()
    ws.send('hello')
    const promise = ws.drained()
    vi.spyOn(transport, 'bufferedAmount', 'get').mockReturnValue(0)
    expect(await outcomeOf(promise)).toBe('waits')
    clock.advance(10)
    await promise
    expect(clock.pending).toBe(0)
  })

  it('does not wait for what a drop took', async () => {
    harness.open({ reconnect: true })
    harness.ws.send('hello')
    const promise = harness.ws.drained()
    harness.transport.end()
    await promise
    expect(harness.ws.bufferedAmount).toBe(0)
  })

  it('takes thousands of callers', async () => {
    harness.open()
    harness.ws.send('hello')
    const promises = Array.from({ length: 5000 }, () => harness.ws.drained())
    expect(harness.clock.pending).toBe(1)
    harness.transport.drain()
    await Promise.all(promises)
  })

  it('goes on after a drop, with what is still to be sent', async () => {
    harness.open({ reconnect: true, queue: true }).transport.end()
    harness.ws.send('hello')
    const promise = harness.ws.drained()
    harness.retry().transport.open()
    expect(await outcomeOf(promise)).toBe('waits')
    harness.transport.drain(5)
    await promise
  })

  it.each<[string, code: string, () => unknown]>([
    ['an error', 'ERR_CONNECTION_LOST', () => harness.transport.end()],
    ['a close of the server', 'ERR_ABORTED', () => harness.transport.end(1000)],
    ['a disconnect', 'ERR_ABORTED', () => [harness.ws.disconnect(), harness.clock.advance(5000)]],
  ])('rejects if the final ONCLOSE comes first, by %s', async (_what, code, act) => {
    harness.open()
    harness.ws.send('hello')
    const promise = harness.ws.drained()
    const rejected = expect(promise).rejects.toMatchObject({ code })
    act()
    await rejected
    expect(harness.clock.pending).toBe(0)
  })

  it('does not keep the closing handshake waiting', () => {
    const { ws, transport } = harness.open()
    ws.send('hello')
    ws.drained().catch(() => undefined)
    ws.disconnect()
    expect(transport.log).toEqual(['close 1000'])
  })

  it.each([-1, NaN, '1', null, {}])('refuses %j', async (bytes) => {
    const rejected = harness.ws.drained(bytes as number)
    await expect(rejected).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })

  it('of many, resolves each with its own bytes', async () => {
    harness.open()
    harness.ws.send('hello')
    expect(await outcomes(5, 6, Infinity)).toEqual(['drained', 'drained', 'drained'])
    expect(await outcomes(4)).toEqual(['waits'])
  })
})
