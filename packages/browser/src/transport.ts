import {
  type BlobLike,
  type CloseInfo,
  type Failure,
  type OpenInfo,
  type Transport,
  type TransportHandlers,
  type TransportRequest,
  type WireCode,
} from '@wsevent/core'
import { failureOf, type ErrorReport, type FailureOf } from './failure.ts'
import { page } from './page.ts'
import { watchPolicy } from './policy.ts'

// Milliseconds that the platform has for the close after its error: a blocked port or a policy gives none.
const GRACE = 100

const MISSING =
  'there is no global WebSocket: on Node import wsevent/node; elsewhere, define the class before connect()'

/** Where a socket looks for its handlers. */
interface Handlers {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onerror: ((event: Event & ErrorReport) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

type Quit = () => void

// In place of a handler: where the class is that of `ws`, an error that nobody hears ends the process.
const IGNORE = __NODE__ ? (): void => undefined : null

/** The socket itself; or an object that gets the events of a class that knows listeners alone, as some mocks do. */
function handlersOf(socket: WebSocket): Handlers {
  const has = (name: string): boolean => name in socket
  if (has('onopen') || !has('addEventListener')) return socket
  const handlers: Handlers = { onopen: null, onmessage: null, onerror: null, onclose: null }
  for (const type of ['open', 'message', 'error', 'close'] as const) {
    socket.addEventListener(type, (event: Event) => handlers[`on${type}`]?.(event as never))
  }
  return handlers
}

/** A close event that is whole: React Native's has no `wasClean`. */
function closeOf({ code = 1006, reason, wasClean }: Partial<CloseInfo>): CloseInfo {
  return { code, reason: reason ?? '', wasClean: wasClean ?? code !== 1006 }
}

/** What a socket says at its opening; workerd has null for nothing. */
function openingOf({ protocol, extensions }: WebSocket): OpenInfo {
  return { protocol: protocol || '', extensions: extensions || '' }
}

/** Translates a socket's events, which arrive at `on`; returns what ends that. */
function listen(socket: WebSocket, on: Handlers, owner: TransportHandlers, read: FailureOf): Quit {
  let failure: Failure | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const fail = (code: WireCode, report: ErrorReport = {}): void => {
    // A policy's word says more than the socket's error, whichever of the two comes first.
    if (!failure || code === 'ERR_BLOCKED') failure = __NODE__ ? read(code, report) : { code }
    timer ??= setTimeout(end, GRACE)
  }
  const quitPolicy = watchPolicy(socket.url, () => fail('ERR_BLOCKED'))
  const quit = (): void => {
    clearTimeout(timer)
    quitPolicy()
  }
  /** A platform may close long after its error: that end has been told. */
  const detach = (): void => {
    quit()
    on.onopen = on.onmessage = on.onerror = on.onclose = IGNORE
  }
  const end = (info?: CloseInfo): void => {
    detach()
    owner.onClose(__NODE__ && info ? closeOf(info) : info, failure)
  }
  on.onopen = () => {
    quit()
    // Neither a policy nor an error kept it from opening.
    failure = undefined
    on.onerror = (event) => fail('ERR_PROTOCOL', event)
    owner.onOpen(__NODE__ ? openingOf(socket) : socket)
  }
  on.onerror = (event) => fail('ERR_CONNECT_FAILED', event)
  on.onclose = end
  return detach
}

/** One native socket. */
function transportOn(socket: WebSocket, handlers: TransportHandlers, read: FailureOf): Transport {
  const on = __NODE__ ? handlersOf(socket) : socket
  const detach = listen(socket, on, handlers, read)
  let blob: BlobLike | undefined
  socket.binaryType = 'arraybuffer'
  on.onmessage = ({ data }) => {
    // A round trip later a Blob has been read: it need not be kept.
    blob = undefined
    handlers.onMessage(data as string | ArrayBuffer)
  }
  return {
    get bufferedAmount() {
      // React Native and workerd do not count.
      return (socket as Partial<WebSocket>).bufferedAmount ?? 0
    },
    send(data) {
      if (socket.readyState !== 1) return false
      socket.send(data as string | ArrayBuffer | Blob)
      // Its brand is not asked for again: text and bytes have none, which costs an exception.
      if ((data as BlobLike).arrayBuffer) blob = data as BlobLike
      return true
    },
    close(code, reason) {
      const close = (): void => socket.close(code, reason)
      // WebKit forgets a Blob that it still reads when it is told to close: it has had its time when this has read it
      // too. And Node's own class calls back inside `close`.
      const reading = Promise.resolve(__NODE__ ? blob?.arrayBuffer?.() : blob?.arrayBuffer())
      void reading.then(close, close)
    },
    drop() {
      detach()
      // A stand-in may mind being closed twice, or count.
      if (socket.readyState < 2) socket.close()
    },
  }
}

/** The runtime's class, looked up at each attempt, so that mocks work. */
export function nativeClass(): typeof page.WebSocket {
  if (__NODE__ && !page.WebSocket) throw new Error(MISSING)
  return page.WebSocket
}

/** Opens what `make` makes; `read` says what an error at the socket means. */
export function open(
  make: () => WebSocket,
  handlers: TransportHandlers,
  read: FailureOf = failureOf,
): Transport | Failure {
  try {
    return transportOn(make(), handlers, read)
  } catch (cause) {
    // Firefox has a name of its own for connect-src.
    const isPolicy = /^(Security|NS_ERROR_CONTENT_BLOCKED)/.test(
      (cause as Error | undefined)?.name as string,
    )
    return { code: isPolicy ? 'ERR_BLOCKED' : 'ERR_CONNECT_FAILED', cause }
  }
}

/** Opens a native socket as every runtime makes it. */
export function openTransport(
  { uri, protocols }: TransportRequest,
  handlers: TransportHandlers,
): Transport | Failure {
  return open(() => new (nativeClass())(uri, [...protocols]), handlers)
}
