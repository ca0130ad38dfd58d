import { expose, requireArguments, toText, toUnsignedShort } from './interface.ts'
import type { CloseEventClass } from './idl.ts'

/** The `CloseEvent` of the standard, for runtimes without one: Node 20 and 22. */
class OwnCloseEvent extends Event {
  readonly #wasClean: boolean
  readonly #code: number
  readonly #reason: string

  constructor(...given: [type: string, init?: CloseEventInit]) {
    requireArguments(given, 1)
    const [type, init] = given
    super(type, init)
    const { wasClean, code, reason = '' } = init ?? {}
    this.#wasClean = Boolean(wasClean)
    this.#code = toUnsignedShort(code)
    this.#reason = toText(reason)
  }

  get wasClean(): boolean {
    return this.#wasClean
  }

  get code(): number {
    return this.#code
  }

  get reason(): string {
    return this.#reason
  }
}

expose(OwnCloseEvent, 'CloseEvent', 1)

/** The runtime's `CloseEvent`, or one like it. */
export const CloseEvent: CloseEventClass = globalThis.CloseEvent ?? OwnCloseEvent
