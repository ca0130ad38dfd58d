import { Duplex } from 'node:stream'
import type { Lane } from '../line.ts'

/** One end of a connection in memory. */
export class Stream extends Duplex {
  bytesRead = 0
  readonly #lane: Lane
  #other: Stream | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(lane: Lane) {
    super()
    this.#lane = lane
  }

  /** Joins two ends. */
  static join(one: Stream, other: Stream): void {
    one.#other = other
    other.#other = one
  }

  override _read(): void {
    // Bytes are pushed.
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.#lane.pass(
      chunk.length,
      (bytes) => this.#other?.receive(chunk.subarray(0, bytes)),
      callback,
    )
  }

  override _final(callback: () => void): void {
    this.#lane.pass(0, () => this.#other?.push(null))
    callback()
  }

  /** What a process has left behind is ended by its system. */
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    clearTimeout(this.#timer)
    this.#lane.pass(0, () => this.#other?.destroy())
    callback(error)
  }

  // What a `net.Socket` has as well, and clients call: memory keeps no process alive, and waits for nothing.
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  /** Not of inactivity: it is for a handshake, which ends it. */
  setTimeout(delay: number, onTimeout?: () => void): this {
    clearTimeout(this.#timer)
    if (onTimeout) this.once('timeout', onTimeout)
    if (delay > 0) this.#timer = setTimeout(() => this.emit('timeout'), delay)
    return this
  }

  receive(bytes: Buffer): void {
    if (this.destroyed) return
    this.bytesRead += bytes.length
    this.push(bytes)
  }
}

/** The client's end of a `wss:` connection, with what a `tls.TLSSocket` tells. */
export class SecureStream extends Stream {
  readonly encrypted = true
  readonly authorized = true
  readonly #version: string

  constructor(lane: Lane, version: string) {
    super(lane)
    this.#version = version
  }

  getProtocol(): string {
    return this.#version
  }

  getCipher(): object {
    return {
      name: 'TLS_AES_256_GCM_SHA384',
      standardName: 'TLS_AES_256_GCM_SHA384',
      version: this.#version,
    }
  }
}
