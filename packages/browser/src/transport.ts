import type {
  CloseInfo,
  Failure,
  Transport,
  TransportHandlers,
  TransportRequest,
  WireCode,
} from '@wsevent/core'
import { codeOf } from './native-error.ts'
import { watchPolicy } from './policy.ts'

// Milliseconds that the platform has for the close after its error: a blocked port or a policy gives none.
const GRACE = 100

/** Whether a value is a `Blob`, where the platform has them: one that only has its prototype throws. */
export function isBlob(data: unknown): data is Blob {
  try {
    return data instanceof Blob && data.size >= 0
  } catch {
    return false
  }
}

/** Translates a socket's events; returns what ends that. */
function listen(socket: WebSocket, handlers: TransportHandlers): () => void {
  let failure: Failure | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const fail = (code: WireCode): void => {
    // A policy's word says more than the socket's error, whichever of the two comes first.
    if (!failure || code === 'ERR_BLOCKED') failure = { code }
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
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null
  }
  const end = (info?: CloseInfo): void => {
    detach()
    handlers.onClose(info, failure)
  }
  socket.onopen = () => {
    quit()
    // Neither a policy nor an error kept it from opening.
    failure = undefined
    socket.onerror = (event) => fail(codeOf(event))
    handlers.onOpen(socket)
  }
  socket.onerror = () => fail('ERR_CONNECT_FAILED')
  socket.onclose = end
  return detach
}

/** One native socket. */
function transportOn(socket: WebSocket, handlers: TransportHandlers): Transport {
  const detach = listen(socket, handlers)
  let blob: Blob | undefined
  socket.binaryType = 'arraybuffer'
  socket.onmessage = ({ data }) => {
    // A round trip later a Blob has been read: it need not be kept.
    blob = undefined
    handlers.onMessage(data as string | ArrayBuffer)
  }
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send(data) {
      if (socket.readyState !== 1) return false
      socket.send(data as string | ArrayBuffer | Blob)
      if (isBlob(data)) blob = data
      return true
    },
    close(code, reason) {
      const close = (): void => socket.close(code, reason)
      // WebKit forgets a Blob that it still reads when it is told to close: it has had its time when this has read it
      // too. And Node's own class calls back inside `close`.
      void Promise.resolve(blob?.arrayBuffer?.()).then(close, close)
    },
    drop() {
      detach()
      socket.close()
    },
  }
}

/** Opens a native socket; the class is looked up now, so that mocks work. */
export function openTransport(
  { uri, protocols }: TransportRequest,
  handlers: TransportHandlers,
): Transport | Failure {
  try {
    return transportOn(new globalThis.WebSocket(uri, [...protocols]), handlers)
  } catch (cause) {
    // Firefox has a name of its own for connect-src.
    const isPolicy = /^(SecurityError|NS_ERROR_CONTENT_BLOCKED)$/.test(
      String((cause as Error | undefined)?.name),
    )
    return { code: isPolicy ? 'ERR_BLOCKED' : 'ERR_CONNECT_FAILED', cause }
  }
}
