import { WebSocketsError, type Failure } from '../src/errors.ts'
import { optionsWithPing } from '../src/options.ts'
import type { Network, Platform, TransportHandlers, TransportRequest } from '../src/transport.ts'
import { option, type Options } from '../src/validate.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeTransport, sizeOf, type Behaviour } from './fake-transport.ts'

class FakeNetwork implements Network {
  readonly watchers = new Set<() => void>()

  readonly watch = (onWake: () => void): (() => void) => {
    this.watchers.add(onWake)
    return () => this.watchers.delete(onWake)
  }

  /** The network is back, or the page has slept. */
  wake(): void {
    for (const onWake of this.watchers) onWake()
  }
}

function refuseTls(): never {
  throw new WebSocketsError('ERR_TLS_UNSUPPORTED')
}

/** A platform whose time, network and chance are the test's; `headers` is its own option, and it refuses `tls`. */
export class FakePlatform implements Platform {
  readonly clock = new FakeClock()
  readonly network = new FakeNetwork()
  readonly transports: FakeTransport[] = []
  readonly reported: unknown[] = []
  options: Options = {
    ...optionsWithPing(),
    headers: option((value) => typeof value === 'object', undefined, 'an object'),
    tls: option(refuseTls),
  }
  behaviour: Behaviour = { leavesAtOnce: false, reportsDrain: true, canPause: true }
  /** What `random()` gives. */
  chance = 0.5
  base: string | undefined

  readonly random = (): number => this.chance
  readonly reportError = (error: unknown): void => void this.reported.push(error)
  readonly isBlob = (data: unknown): boolean => data instanceof Blob
  readonly sizeOf = sizeOf
  readonly baseUri = (): string | undefined => this.base

  readonly openTransport = (
    request: TransportRequest,
    handlers: TransportHandlers,
  ): FakeTransport | Failure => {
    const transport = new FakeTransport(request, handlers, this.behaviour)
    this.transports.push(transport)
    return transport
  }
}
