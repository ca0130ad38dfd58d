import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, closeFrame, frame } from './frame.ts'
import { FrameReader, type Frame } from './frame-reader.ts'
import type { Log } from './registry.ts'

/** What a behaviour answers; what it leaves out is answered as RFC 6455 has it. */
export interface Script {
  readonly onMessage?: (payload: Buffer, isBinary: boolean) => void
  readonly onClose?: (code: number | undefined) => void
  readonly onPing?: (payload: Buffer) => void
  readonly onPong?: (payload: Buffer) => void
}

/** The server's side of an open WebSocket, on the bare socket so that it can misbehave. */
export class Connection {
  readonly socket: Socket
  script: Script = {}
  readonly #log: Log
  readonly #reader = new FrameReader()
  #parts: Buffer[] = []
  #isBinary = false

  constructor(socket: Socket, log: Log) {
    this.socket = socket
    this.#log = log
    socket.on('data', (chunk: Buffer) => {
      for (const next of this.#reader.push(chunk)) this.#receive(next)
    })
    log.attach(this)
  }

  text(data: string): void {
    this.raw(frame(TEXT, data))
  }

  binary(data: Uint8Array): void {
    this.raw(frame(BINARY, data))
  }

  ping(data = ''): void {
    this.raw(frame(PING, data))
  }

  raw(bytes: Uint8Array): void {
    if (this.socket.writable) this.socket.write(bytes)
  }

  /** Sends a close frame and waits for the client's answer, which ends TCP. */
  close(code?: number, reason?: string): void {
    this.script = { ...this.script, onClose: () => this.end() }
    this.raw(closeFrame(code, reason))
  }

  /** Ends TCP in good order, without a close frame. */
  end(): void {
    this.socket.destroySoon()
  }

  /** Ends TCP with a reset. */
  reset(): void {
    this.socket.resetAndDestroy()
  }

  #receive(next: Frame): void {
    if (next.opcode === CLOSE) this.#receiveClose(next.payload)
    else if (next.opcode === PING) this.#receivePing(next.payload)
    else if (next.opcode === PONG) this.#receivePong(next.payload)
    else this.#receiveData(next)
  }

  #receiveData(next: Frame): void {
    if (next.opcode !== CONTINUATION) this.#isBinary = next.opcode === BINARY
    this.#parts.push(next.payload)
    if (!next.fin) return
    const payload = Buffer.concat(this.#parts)
    this.#parts = []
    this.#log.add('message', describe(payload, this.#isBinary))
    this.script.onMessage?.(payload, this.#isBinary)
  }

  #receiveClose(payload: Buffer): void {
    const code = payload.length < 2 ? undefined : payload.readUInt16BE(0)
    this.#log.add('close', { code: code ?? null, reason: payload.subarray(2).toString() })
    if (this.script.onClose !== undefined) return this.script.onClose(code)
    this.raw(frame(CLOSE, payload))
    this.end()
  }

  #receivePing(payload: Buffer): void {
    this.#log.add('ping', { text: payload.toString() })
    if (this.script.onPing === undefined) this.raw(frame(PONG, payload))
    else this.script.onPing(payload)
  }

  #receivePong(payload: Buffer): void {
    this.#log.add('pong', { text: payload.toString() })
    this.script.onPong?.(payload)
  }
}

function describe(payload: Buffer, isBinary: boolean): Readonly<Record<string, unknown>> {
  const sha1 = createHash('sha1').update(payload).digest('hex')
  const isShort = payload.length <= 4_096
  const content = isBinary
    ? { hex: isShort ? payload.toString('hex') : null }
    : { text: isShort ? payload.toString() : null }
  return { kind: isBinary ? 'binary' : 'text', length: payload.length, sha1, ...content }
}
