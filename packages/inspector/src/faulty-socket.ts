import { network, type NetworkSocket } from './network.ts'
import { utf8Length } from './size.ts'

type Data = Parameters<WebSocket['send']>[0]

interface Task {
  readonly due: number
  run(): void
}

interface CloseInfo {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

const LOST: CloseInfo = { code: 1006, reason: '', wasClean: false }

function sizeOf(data: Data): number {
  if (typeof data === 'string') return utf8Length(data)
  return data instanceof Blob ? data.size : data.byteLength
}

/** The platform's WebSocket, with a network in between that loses, holds and delays. */
export class FaultySocket extends EventTarget implements NetworkSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  /** The platform's own class. */
  static native: typeof WebSocket
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: Event & CloseInfo) => void) | null = null
  readonly #socket: WebSocket | undefined
  readonly #tasks: Task[] = []
  readonly #url: string
  #held = 0
  #readyState: 0 | 1 | 2 | 3 = 0
  #binaryType: BinaryType = 'blob'
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(url: string | URL, protocols: string | string[] = []) {
    super()
    network.sockets.add(this)
    if (network.isUnreachable) {
      this.#url = String(url)
      this.#after(() => this.#refuse())
      return
    }
    const socket = new FaultySocket.native(url, protocols)
    this.#socket = socket
    this.#url = socket.url
    socket.addEventListener('open', () => this.#after(() => this.#open()))
    socket.addEventListener('message', ({ data }) => this.#after(() => this.#message(data)))
    socket.addEventListener('error', () => this.#after(() => this.#emit(new Event('error'))))
    socket.addEventListener('close', ({ code, reason, wasClean }) =>
      this.#after(() => this.#close({ code, reason, wasClean })),
    )
  }

  get url(): string {
    return this.#url
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return this.#readyState
  }

  get protocol(): string {
    return this.#socket?.protocol ?? ''
  }

  get extensions(): string {
    return this.#socket?.extensions ?? ''
  }

  get bufferedAmount(): number {
    return this.#held + (this.#socket?.bufferedAmount ?? 0)
  }

  get binaryType(): BinaryType {
    return this.#binaryType
  }

  set binaryType(type: BinaryType) {
    this.#binaryType = type
    if (this.#socket) this.#socket.binaryType = type
  }

  send(data: Data): void {
    if (this.#readyState !== 1) return this.#socket?.send(data)
    const size = sizeOf(data)
    this.#held += size
    this.#after(() => {
      this.#held -= size
      this.#socket?.send(data)
    })
  }

  close(code?: number, reason?: string): void {
    if (this.#readyState > 1) return
    this.#readyState = 2
    if (this.#socket) this.#after(() => this.#socket?.close(code, reason))
  }

  lose(): void {
    if (this.#readyState === 0) this.#refuse()
    else this.#close(LOST)
  }

  release(): void {
    this.#run()
  }

  #open(): void {
    if (this.#readyState) return
    this.#readyState = 1
    this.#emit(new Event('open'))
  }

  #message(data: unknown): void {
    if (this.#readyState === 1) this.#emit(new MessageEvent('message', { data }))
  }

  #refuse(): void {
    this.#emit(new Event('error'))
    this.#close(LOST)
  }

  #close(how: CloseInfo): void {
    if (this.#readyState === 3) return
    this.#readyState = 3
    clearTimeout(this.#timer)
    this.#tasks.length = 0
    network.sockets.delete(this)
    this.#socket?.close()
    this.#emit(Object.assign(new Event('close'), how))
  }

  #emit(event: Event): void {
    if (this.#readyState === 3 && event.type !== 'close') return
    const handler = this[`on${event.type}` as 'onopen']
    handler?.call(this, event)
    this.dispatchEvent(event)
  }

  /** Later, in order: after the delay, and not while offline. */
  #after(run: () => void): void {
    const isNew = this.#socket === undefined
    if (!network.delay && !network.isOffline && !this.#tasks.length && !isNew) return run()
    this.#tasks.push({ due: performance.now() + network.delay, run })
    this.#run()
  }

  #run(): void {
    clearTimeout(this.#timer)
    const [task] = this.#tasks
    // What a refused socket has to say is not held: it is the offline machine's own word.
    if (!task || (network.isOffline && this.#socket)) return
    this.#timer = setTimeout(
      () => {
        this.#tasks.shift()
        task.run()
        this.#run()
      },
      // Node drops the fraction, and would be early.
      Math.max(0, Math.ceil(task.due - performance.now())),
    )
  }
}
