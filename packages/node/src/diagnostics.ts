import { channel, type Channel } from 'node:diagnostics_channel'
import type {
  Client,
  Failure,
  Platform,
  Transport,
  TransportHandlers,
  TransportRequest,
  WebSocketsCloseEvent,
  WebSocketsErrorEvent,
  WebSocketsOpenEvent,
} from '@wsevent/core'
import type {
  CloseMessage,
  ConnectMessage,
  DiagnosticsMessage,
  ErrorMessage,
  OpenMessage,
  RetryMessage,
} from './diagnostics-messages.ts'
import type { ConnectOptions, Target } from './options.ts'
import type { WsTransport } from './transport.ts'

// The channels of a TracingChannel by the name of wsevent:connect, which not every runtime can make.
const tracing = {
  start: channel('tracing:wsevent:connect:start'),
  end: channel('tracing:wsevent:connect:end'),
  asyncStart: channel('tracing:wsevent:connect:asyncStart'),
  asyncEnd: channel('tracing:wsevent:connect:asyncEnd'),
  error: channel('tracing:wsevent:connect:error'),
}

const channels = {
  open: channel('wsevent:open'),
  close: channel('wsevent:close'),
  error: channel('wsevent:error'),
  retry: channel('wsevent:retry'),
}

const all = [...Object.values(tracing), ...Object.values(channels)]

interface Attempt {
  readonly message: ConnectMessage
  readonly startedAt: number
  transport: WsTransport | undefined
  isTraced: boolean
}

const observers = new WeakMap<Platform, Observer>()
let clients = 0

/** Whether anybody subscribed to a channel. */
export function isObserved(): boolean {
  return all.some(({ hasSubscribers }) => hasSubscribers)
}

/**
 * From now on the client publishes what happens to it.
 * @param ending - the transport that ends now, if the client was connected before anybody subscribed
 */
export function observe(
  client: Client<ConnectOptions, Target>,
  platform: Platform,
  ending?: WsTransport,
): void {
  if (observers.has(platform)) return
  clients += 1
  observers.set(platform, new Observer(client, platform, clients, ending))
}

function publish(to: Channel, make: () => DiagnosticsMessage): void {
  if (to.hasSubscribers) to.publish(make())
}

/** A query may hold a token. */
function withoutQuery(uri: string): string {
  if (!URL.canParse(uri)) return ''
  const { protocol, host, pathname } = new URL(uri)
  return `${protocol}//${host}${pathname}`
}

/** One client that publishes. */
class Observer {
  readonly #client: Client<ConnectOptions, Target>
  readonly #number: number
  // In order: the first is the next to end.
  readonly #attempts: Attempt[] = []
  #delay: number | undefined
  #roundTrip: number | undefined

  constructor(
    client: Client<ConnectOptions, Target>,
    platform: Platform,
    number: number,
    ending?: WsTransport,
  ) {
    const open = platform.openTransport.bind(platform)
    this.#client = client
    this.#number = number
    platform.openTransport = (request, handlers) => this.#start(request, handlers, open)
    client.addEventListener(client.ONOPEN, (event) => this.#onOpen(event))
    client.addEventListener(client.ONERROR, (event) => this.#onError(event))
    client.addEventListener(client.ONCLOSE, (event) => this.#onClose(event))
    client.watch((record) => {
      if (record?.type === 'answer') this.#roundTrip = record.roundTrip
    })
    // Nobody heard it start, so its trace is no more.
    if (ending) this.#add(client.url, client.status.attempt, false).transport = ending
  }

  #start(
    request: TransportRequest,
    handlers: TransportHandlers,
    open: Platform['openTransport'],
  ): Transport | Failure {
    const { readyState, attempt } = this.#client.status
    // Within `connect`, the status is still that of the connection before.
    const started = this.#add(request.uri, readyState === 3 ? 1 : attempt, true)
    const { message } = started
    const opened = tracing.start.runStores(message, () =>
      open(withHeaders(request, message.headers), handlers),
    )
    if (!('code' in opened)) started.transport = opened as WsTransport
    tracing.end.publish(message)
    return opened
  }

  #add(uri: string, attempt: number, isTraced: boolean): Attempt {
    const message: ConnectMessage = {
      client: this.#number,
      attempt,
      url: withoutQuery(uri),
      bufferedAmount: this.#client.bufferedAmount,
      delay: this.#delay,
      headers: {},
    }
    const started = { message, startedAt: performance.now(), transport: undefined, isTraced }
    this.#attempts.push(started)
    return started
  }

  #onOpen({ protocol }: WebSocketsOpenEvent): void {
    const attempt = this.#attempts.at(-1)
    if (!attempt) return
    const duration = performance.now() - attempt.startedAt
    attempt.message.protocol = protocol
    this.#endTrace(attempt)
    publish(channels.open, (): OpenMessage => ({ ...this.#about(attempt), protocol, duration }))
  }

  #onError({ code, reason, status }: WebSocketsErrorEvent): void {
    const attempt = this.#ending
    if (attempt?.isTraced) {
      const error = Object.assign(new Error(reason), { code, ...(status && { status }) })
      attempt.message.error = error
      publish(tracing.error, () => attempt.message)
    }
    publish(channels.error, (): ErrorMessage => ({
      ...this.#about(attempt),
      code,
      reason,
      status,
    }))
  }

  #onClose(event: WebSocketsCloseEvent): void {
    const attempt = this.#ending
    const { code, reason, wasClean, willReconnect, delay } = event
    if (attempt) {
      this.#attempts.shift()
      this.#endTrace(attempt)
    }
    const about = this.#about(attempt, willReconnect)
    publish(channels.close, (): CloseMessage => ({
      ...about,
      code,
      reason,
      wasClean,
      willReconnect,
      unsent: event.unsent.length,
      unconfirmed: event.unconfirmed.length,
      bytesRead: attempt?.transport?.bytesRead ?? 0,
      bytesWritten: attempt?.transport?.bytesWritten ?? 0,
      roundTrip: this.#roundTrip,
    }))
    this.#roundTrip = undefined
    this.#delay = delay
    if (delay === undefined) return
    publish(channels.retry, (): RetryMessage => ({
      ...about,
      attempt: this.#client.status.attempt,
      delay,
      code,
    }))
  }

  /** The attempt that an ONERROR or an ONCLOSE is about; undefined if it never had a transport. */
  get #ending(): Attempt | undefined {
    const [first] = this.#attempts
    // A handler that heard the ONCLOSE before us may have begun the next one.
    return first && (first.transport?.isOver ?? true) ? first : undefined
  }

  #endTrace(attempt: Attempt): void {
    if (!attempt.isTraced) return
    attempt.isTraced = false
    publish(tracing.asyncStart, () => attempt.message)
    publish(tracing.asyncEnd, () => attempt.message)
  }

  /** @param isNext - whether the client's status is that of the next attempt already */
  #about(known: Attempt | undefined, isNext = false): DiagnosticsMessage {
    const { status, bufferedAmount } = this.#client
    const { attempt = status.attempt - Number(isNext), url = '' } = known?.message ?? {}
    return { client: this.#number, attempt, url, bufferedAmount }
  }
}

/** The request, with what subscribers add to its handshake. */
function withHeaders(request: TransportRequest, added: Readonly<Record<string, string>>) {
  if (Object.keys(added).length === 0) return request
  const { options } = request
  const headers = { ...(options['headers'] as object | undefined), ...added }
  return { ...request, options: { ...options, headers } }
}
