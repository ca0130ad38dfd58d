import { getEventListeners } from 'node:events'
import { vi } from 'vitest'

const TYPES = ['online', 'pageshow', 'resume', 'visibilitychange', 'securitypolicyviolation']

/** An event target that knows who listens. */
export class FakeTarget extends EventTarget {
  /** Types that are listened to, one entry a listener. */
  get active(): string[] {
    return TYPES.flatMap((type) => getEventListeners(this, type).map(() => type))
  }

  /** Dispatches an event with these keys. */
  emit(type: string, keys: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), keys))
  }
}

/** Makes the global object an event target, as in a page and in a worker. */
export function stubWindow(): FakeTarget {
  const target = new FakeTarget()
  for (const name of ['addEventListener', 'removeEventListener'] as const) {
    vi.stubGlobal(name, target[name].bind(target))
  }
  return target
}

/** Makes a `document`, as in a page. */
export function stubDocument(keys: object = {}): FakeTarget {
  const target = Object.assign(new FakeTarget(), keys)
  vi.stubGlobal('document', target)
  return target
}
