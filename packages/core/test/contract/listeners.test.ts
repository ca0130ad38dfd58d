import { beforeEach, describe, expect, it } from 'vitest'
import { Harness, listening } from '../harness.ts'

let harness = new Harness()
let { ws } = harness
let log: string[] = []
beforeEach(() => {
  harness = new Harness().open()
  ;({ ws } = harness)
  log = []
})

const note = (what: string) => (): void => void log.push(what)

/** What the listeners note of so many messages. */
function heard(count = 1): string[] {
  log = []
  for (let i = 0; i < count; i++) harness.transport.message('hi')
  return log
}

describe('an event', () => {
  it('reaches the handlers of its type and those of every type, in the order added', () => {
    ws.addEventListener('message', note('message'))
    ws.addEventListener('wsevent', note('every'))
    ws.addEventListener('open', note('open'))
    ws.addEventListener('message', note('again'))
    expect(heard()).toEqual(['message', 'every', 'again'])
  })

  it('reaches no handler of another type', () => {
    const types = ['open', 'message', 'close', 'error'] as const
    types.forEach((type) => {
      ws.addEventListener(type, (event) => log.push(`${type} ${event.type}`))
    })
    harness.transport.message('hi')
    harness.transport.end()
    harness.open()
    expect(log).toEqual(['message message', 'error error', 'close close', 'open open'])
  })

  it('does not reach a handler added meanwhile, but the next one does', () => {
    const added = note('added')
    ws.addEventListener('message', () => ws.addEventListener('message', added))
    expect(heard(2)).toEqual(['added'])
  })

  it('does not reach a handler removed meanwhile', () => {
    const removed = note('removed')
    ws.addEventListener('message', () => ws.removeEventListener('message', removed))
    ws.addEventListener('message', removed)
    ws.addEventListener('message', note('next'))
    expect(heard()).toEqual(['next'])
  })

  it('does not reach a handler removed and added again meanwhile, but the next one does', () => {
    const later = note('later')
    const again = (): void => {
      ws.removeEventListener('message', later)
      ws.addEventListener('message', later)
    }
    ws.addEventListener('message', again, { once: true })
    ws.addEventListener('message', later)
    expect([heard(), heard()]).toEqual([[], ['later']])
  })
})

it('a pair of type and handler is one registration, however often it is added', () => {
  const handler = note('once')
  ws.addEventListener('message', handler)
  ws.addEventListener('message', handler, { once: true })
  expect(heard(2)).toEqual(['once', 'once'])
  ws.removeEventListener('message', handler)
  expect(heard()).toEqual([])
})

it('a pair of type and handler is removed alone', () => {
  const handler = note('handler')
  ws.addEventListener('message', handler)
  ws.addEventListener('wsevent', handler)
  ws.removeEventListener('wsevent', handler)
  ws.removeEventListener('error', handler)
  ws.removeEventListener('message', note('other'))
  expect(heard()).toEqual(['handler'])
})

describe('once', () => {
  it('hears one event of its type', () => {
    ws.addEventListener('close', note('close'), { once: true })
    ws.addEventListener('message', note('once'), { once: true })
    expect(heard(2)).toEqual(['once'])
    harness.transport.end(1000)
    harness.open().transport.end(1000)
    expect(log).toEqual(['once', 'close'])
  })

  it('is over before the handler runs, which may add itself again', () => {
    const again = (): void => {
      log.push('again')
      ws.addEventListener('message', again, { once: true })
    }
    ws.addEventListener('message', again, { once: true })
    expect(heard(3)).toHaveLength(3)
  })

  it.each([{}, { once: undefined, signal: undefined }, { once: false }])('is not %j', (options) => {
    ws.addEventListener('message', note('heard'), options)
    expect(heard(2)).toHaveLength(2)
  })
})

describe('a listener’s signal', () => {
  it('removes the handler when it aborts, in a dispatch too', () => {
    const [one, two] = [new AbortController(), new AbortController()]
    ws.addEventListener('message', note('one'), { signal: one.signal })
    ws.addEventListener('message', () => two.abort())
    ws.addEventListener('message', note('two'), { signal: two.signal })
    expect(heard()).toEqual(['one'])
    one.abort()
    expect(heard()).toEqual([])
  })

  it('adds nothing if it has aborted', () => {
    ws.addEventListener('message', note('heard'), { signal: AbortSignal.abort() })
    expect(heard()).toEqual([])
  })

  it('is left when the handler is removed, or has heard its one event', () => {
    const controller = new AbortController()
    const { signal } = controller
    const handler = note('heard')
    const counts: number[] = []
    for (const once of [false, true]) {
      ws.addEventListener('message', handler, { signal, once })
      ws.addEventListener('message', handler, { signal })
      counts.push(listening(controller))
      if (once) heard()
      else ws.removeEventListener('message', handler)
      counts.push(listening(controller))
    }
    expect(counts).toEqual([1, 0, 1, 0])
  })
})
