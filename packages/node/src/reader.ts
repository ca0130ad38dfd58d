import { Socket as Stream } from 'node:net'
import { Chunk, copyOf, decode } from './decode.ts'

// The first byte of a frame (RFC 6455, section 5.2): FIN and the opcode.
const CONTINUATION = 0x00
const FINAL_CONTINUATION = 0x80
const TEXT = 0x81
const BINARY = 0x82
const PING = 0x89
const PONG = 0x8a
const FINAL = 0x80

const LONGEST_CONTROL = 125
// Bytes of a message that is put together here if it comes in several chunks; longer ones `ws` puts together.
const LONGEST = 1_048_576

type Listener = (this: Stream, chunk: Buffer) => void

// Where a stream has its reader: one listener for all streams costs an idle connection nothing.
const READER = Symbol('reader')

interface Read {
  readonly [READER]: Reader
}

/** What a reader reads for. */
export interface ReaderOwner {
  onData(data: string | ArrayBuffer): void
}

/** A message whose end has not come. */
interface Partial {
  readonly header: Buffer
  readonly payload: Buffer
  filled: number
}

/** Whether a frame may begin like this; if not, `ws` says what is wrong, or closes. */
function isSound(first: number, second: number, isFragmented: boolean): boolean {
  switch (first) {
    case TEXT:
    case BINARY:
    case TEXT - FINAL:
    case BINARY - FINAL:
      return !isFragmented && second < 0x80
    case CONTINUATION:
    case FINAL_CONTINUATION:
      return isFragmented && second < 0x80
    case PING:
    case PONG:
      return second <= LONGEST_CONTROL
    default:
      return false
  }
}

/** Bytes of a header, by its second byte. */
function headerSize(second: number): number {
  return second < 126 ? 2 : second === 126 ? 4 : 10
}

/** Bytes of a payload, by its header. */
function payloadSize(bytes: Buffer, at: number, header: number): number {
  if (header === 2) return bytes[at + 1] as number
  return header === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
}

/** Whether a length of so many bytes needs a header of so many. */
function isShortest(header: number, size: number): boolean {
  return header === 2 || size > (header === 4 ? 125 : 0xffff)
}

/**
 * Reads messages of one frame from the stream, and gives `ws` every other byte, in order: control frames, fragments, what
 * is long. At a close frame, and at what may be wrong, it gives the stream back for good. See docs/decisions/0011.
 */
export class Reader {
  readonly #stream: Stream
  readonly #listener: Listener
  readonly #limit: number
  #owner: ReaderOwner | undefined
  // A header whose end has not come, or a message.
  #head: Buffer | undefined
  #partial: Partial | undefined
  // Bytes until the next frame, which `ws` awaits.
  #skip = 0
  // Messages that `ws` has been given and has not reported.
  #awaited = 0
  #isFragmented = false
  #isGuarded = false

  /** Undefined unless there is one listener for data on a socket of Node's: that of `ws`. */
  static of(stream: unknown, owner: ReaderOwner, maxPayload?: number): Reader | undefined {
    if (!(stream instanceof Stream)) return undefined
    const listeners = stream.listeners('data')
    if (listeners.length !== 1) return undefined
    return new Reader(stream, listeners[0] as Listener, owner, maxPayload)
  }

  private constructor(stream: Stream, listener: Listener, owner: ReaderOwner, maxPayload = 0) {
    this.#stream = stream
    this.#listener = listener
    this.#owner = owner
    this.#limit = Math.min(maxPayload || LONGEST, LONGEST)
    Object.assign(stream, { [READER]: this })
    stream.on('data', Reader.#onData)
    stream.off('data', listener)
  }

  static #onData(this: Stream, chunk: Buffer): void {
    ;(this as unknown as Read)[READER].#onChunk(chunk)
  }

  /** `ws` has read a message. */
  onMessage(): void {
    this.#awaited -= 1
  }

  /** The stream pauses: if it ends now, `ws` reads what it still holds, and needs what came before. */
  pause(): void {
    if (this.#isGuarded) return
    this.#isGuarded = true
    this.#stream.prependListener('close', () => this.#giveBack())
  }

  /** Nobody reads any more. */
  drop(): void {
    this.#owner = undefined
    this.#stream.off('data', Reader.#onData)
  }

  #onChunk(chunk: Buffer): void {
    if (this.#partial) return this.#fill(this.#partial, chunk)
    const bytes = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    this.#head = undefined
    this.#read(bytes, 0)
  }

  /** Reads the frames of a chunk, from the byte `begin` on. */
  #read(bytes: Buffer, begin: number): void {
    const { length } = bytes
    const chunk = new Chunk(bytes)
    // What lies between is for `ws`.
    let from = begin
    let at = begin + this.#skip
    this.#skip = 0
    while (at + 1 < length) {
      const first = bytes[at] as number
      const second = bytes[at + 1] as number
      if (!isSound(first, second, this.#isFragmented)) return this.#giveBack(bytes.subarray(from))
      const start = at + headerSize(second)
      if (start > length) break
      const size = payloadSize(bytes, at, start - at)
      const end = start + size
      if (this.#isOurs(first, start - at, size)) {
        if (from < at) this.#pass(bytes.subarray(from, at))
        if (this.#awaited > 0) return this.#giveBack(bytes.subarray(at))
        if (end > length) return this.#begin(bytes, at, start, size)
        if (!this.#deliver(first, chunk, start, end)) return this.#giveBack(bytes.subarray(at))
        from = end
      } else {
        this.#follow(first)
      }
      at = end
    }
    this.#end(bytes, from, at)
  }

  #isOurs(first: number, header: number, size: number): boolean {
    return (first === TEXT || first === BINARY) && size <= this.#limit && isShortest(header, size)
  }

  /** Hands a message over; false if it is text and no UTF-8. */
  #deliver(first: number, chunk: Chunk, start: number, end: number): boolean {
    const isText = first === TEXT
    const data = isText ? decode(chunk.bytes, start, end) : chunk.arrayBuffer(start, end)
    if (data === undefined) return false
    this.#owner?.onData(data)
    return true
  }

  /** Keeps in mind what a frame means that `ws` is given. */
  #follow(first: number): void {
    if (first === PING || first === PONG) return
    this.#isFragmented = first < FINAL
    if (first >= FINAL) this.#awaited += 1
  }

  /** The chunk is read: the next frame begins at `at`. */
  #end(bytes: Buffer, from: number, at: number): void {
    const { length } = bytes
    this.#skip = Math.max(0, at - length)
    const end = Math.min(at, length)
    if (end < length) this.#head = copyOf(bytes, end, length)
    // `ws` may keep it for long.
    const isSmall = (end - from) * 2 < length
    if (from < end) this.#pass(isSmall ? copyOf(bytes, from, end) : bytes.subarray(from, end))
    this.#guard()
  }

  #begin(bytes: Buffer, at: number, start: number, size: number): void {
    const payload = Buffer.allocUnsafeSlow(size)
    const filled = bytes.copy(payload, 0, start)
    this.#partial = { header: Buffer.from(bytes.subarray(at, start)), payload, filled }
    this.#guard()
  }

  #fill(partial: Partial, chunk: Buffer): void {
    const { header, payload, filled } = partial
    const count = chunk.copy(payload, filled)
    partial.filled += count
    if (partial.filled < payload.length) return
    const isText = header[0] === TEXT
    const data = isText ? decode(payload, 0, payload.length) : (payload.buffer as ArrayBuffer)
    if (data === undefined) return this.#giveBack(chunk.subarray(count))
    this.#partial = undefined
    this.#owner?.onData(data)
    this.#read(chunk, count)
  }

  #guard(): void {
    if ((this.#head || this.#partial) && this.#stream.isPaused()) this.pause()
  }

  #pass(bytes: Buffer): void {
    this.#listener.call(this.#stream, bytes)
  }

  /** Gives `ws` the stream: what was held back, and the rest of the chunk. */
  #giveBack(rest?: Buffer): void {
    if (!this.#owner) return
    this.#owner = undefined
    this.#stream.on('data', this.#listener)
    this.#stream.off('data', Reader.#onData)
    const held = this.#partial
      ? [this.#partial.header, this.#partial.payload.subarray(0, this.#partial.filled)]
      : [this.#head]
    for (const bytes of [...held, rest]) if (bytes?.length) this.#pass(bytes)
    this.#head = this.#partial = undefined
  }
}
