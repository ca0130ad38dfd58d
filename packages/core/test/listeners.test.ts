import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocketsEvent, WebSocketsEventMap } from '../src/events.ts'
import { Listeners } from '../src/listeners.ts'
import { codeOf } from './fake-platform.ts'

const MESSAGE: WebSocketsEvent = { type: 'message', data: 'hi' }
const ERROR: WebSocketsEvent = { type: 'error', code: 'ERR_PROTOCOL', reason: '' }

let listeners: Listeners
let reported: unknown[]
let log: string[]

const note = (what: string) => (): void => void log.push(what)

beforeEach(() => {
  log = []
  reported = []
  listeners = new Listeners((error) => reported.push(error))
})

describe('a dispatch', () => {
  it('calls the handlers of the type and those of every type, in the order added', () => {
    listeners.add('message', note('message'))
    listeners.add('wsevent', note('every'))
    listeners.add('open', note('open'))
    listeners.add('message', note('again'))
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['message', 'every', 'again'])
  })

  it.each<keyof WebSocketsEventMap>(['open', 'message', 'close', 'error'])(
    'gives a handler of %s that type alone',
    (type) => {
      const handler = vi.fn()
      listeners.add(type, handler)
      listeners.dispatch(MESSAGE)
      listeners.dispatch(ERROR)
      const heard: unknown[] = [MESSAGE, ERROR].filter((event) => event.type === type)
      expect(handler.mock.calls).toEqual(heard.map((event) => [event]))
    },
  )

  it('reports what a handler throws, and calls the others', () => {
    const error = new Error('handler')
    listeners.add('message', () => {
      throw error
    })
    listeners.add('message', note('next'))
    listeners.dispatch(MESSAGE)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['next', 'next'])
    expect(reported).toEqual([error, error])
  })

  it('does not call a handler added meanwhile, until the next event', () => {
    listeners.add('message', () => listeners.add('message', added))
    const added = note('added')
    listeners.dispatch(MESSAGE)
    expect(log).toEqual([])
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['added'])
  })

  it('does not call a handler removed meanwhile', () => {
    const later = note('later')
    listeners.add('message', () => listeners.remove('message', later))
    listeners.add('message', later)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual([])
  })

  it('does not call a handler removed and added again meanwhile, until the next event', () => {
    const later = note('later')
    const again = (): void => {
      listeners.remove('message', later)
      listeners.add('message', later)
    }
    listeners.add('message', again, { once: true })
    listeners.add('message', later)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual([])
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['later'])
  })
})

describe('a pair', () => {
  it('is one registration, however often it is added', () => {
    const handler = note('once')
    listeners.add('message', handler)
    listeners.add('message', handler, { once: true })
    listeners.dispatch(MESSAGE)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['once', 'once'])
    listeners.remove('message', handler)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['once', 'once'])
  })

  it('is the type and the handler together', () => {
    const handler = note('handler')
    listeners.add('message', handler)
    listeners.add('wsevent', handler)
    listeners.remove('wsevent', handler)
    listeners.remove('error', handler)
    listeners.remove('message', note('other'))
    listeners.remove('nonsense', undefined)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['handler'])
  })
})

describe('once', () => {
  it('hears one event', () => {
    listeners.add('message', note('once'), { once: true })
    listeners.dispatch(MESSAGE)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['once'])
  })

  it('is over before the handler runs, so that a nested event does not reach it', () => {
    listeners.add(
      'message',
      () => {
        log.push('once')
        listeners.dispatch(MESSAGE)
      },
      { once: true },
    )
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['once'])
  })

  it('waits for an event of its type', () => {
    listeners.add('message', note('once'), { once: true })
    listeners.dispatch(ERROR)
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['once'])
  })
})

describe('signal', () => {
  it('removes the handler when it aborts', () => {
    const { signal, abort } = abortable()
    listeners.add('message', note('heard'), { signal })
    listeners.dispatch(MESSAGE)
    abort()
    listeners.dispatch(MESSAGE)
    expect(log).toEqual(['heard'])
  })

  it('adds nothing where it has aborted', () => {
    listeners.add('message', note('heard'), { signal: AbortSignal.abort() })
    listeners.dispatch(MESSAGE)
    expect(log).toEqual([])
  })

  it('is let go of when the handler is removed, or has been heard once', () => {
    const { signal, count } = abortable()
    const handler = note('heard')
    listeners.add('message', handler, { signal })
    expect(count()).toBe(1)
    listeners.remove('message', handler)
    expect(count()).toBe(0)
    listeners.add('message', handler, { signal, once: true })
    listeners.dispatch(MESSAGE)
    expect(count()).toBe(0)
  })

  it('removes a handler during a dispatch', () => {
    const { signal, abort } = abortable()
    listeners.add('message', abort)
    listeners.add('message', note('heard'), { signal })
    listeners.dispatch(MESSAGE)
    expect(log).toEqual([])
  })
})

describe('a bad argument', () => {
  const handler = (): void => undefined
  it.each<[string, unknown, unknown, unknown, string]>([
    ['an unknown type', 'opened', handler, undefined, 'ERR_INVALID_LISTENER'],
    ['no type', undefined, handler, undefined, 'ERR_INVALID_LISTENER'],
    ['a type of objects', 'constructor', handler, undefined, 'ERR_INVALID_LISTENER'],
    ['no handler', 'open', undefined, undefined, 'ERR_INVALID_LISTENER'],
    ['null', 'open', null, undefined, 'ERR_INVALID_LISTENER'],
    [
      'an object with handleEvent',
      'open',
      { handleEvent: handler },
      undefined,
      'ERR_INVALID_LISTENER',
    ],
    ['an option that does not exist', 'open', handler, { capture: true }, 'ERR_INVALID_OPTION'],
    ['options that are true', 'open', handler, true, 'ERR_INVALID_OPTION'],
    ['options that are null', 'open', handler, null, 'ERR_INVALID_OPTION'],
    ['a once that is a number', 'open', handler, { once: 1 }, 'ERR_INVALID_OPTION'],
    ['a once that is null', 'open', handler, { once: null }, 'ERR_INVALID_OPTION'],
    ['a signal that is an object', 'open', handler, { signal: {} }, 'ERR_INVALID_OPTION'],
    ['a signal that is null', 'open', handler, { signal: null }, 'ERR_INVALID_OPTION'],
    [
      'a controller for a signal',
      'open',
      handler,
      { signal: new AbortController() },
      'ERR_INVALID_OPTION',
    ],
  ])('%s is told of', (_what, type, value, options, code) => {
    const add = listeners.add.bind(listeners) as (...values: unknown[]) => void
    expect(codeOf(() => add(type, value, options))).toBe(code)
  })

  it.each<[string, object]>([
    ['nothing', {}],
    ['undefined', { once: undefined, signal: undefined }],
    ['false', { once: false }],
  ])('%s in the options is as no options', (_what, options) => {
    listeners.add('message', note('heard'), options)
    listeners.dispatch(MESSAGE)
    listeners.dispatch(MESSAGE)
    expect(log).toHaveLength(2)
  })
})

function abortable(): { signal: AbortSignal; abort: () => void; count: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  let count = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...values: Parameters<typeof add>) => {
    count += 1
    add(...values)
  }
  signal.removeEventListener = (...values: Parameters<typeof remove>) => {
    count -= 1
    remove(...values)
  }
  return { signal, abort: () => controller.abort(), count: () => count }
}
