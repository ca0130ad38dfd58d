import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { BINARY, PING, PONG, TEXT, closeFrame, frame } from './frame.ts'
import type { Log } from './log.ts'

// What reads a client's frames strictly; the types of `ws` leave it out.
const { Receiver } = ws as unknown as {
  Receiver: new (options: { readonly isServer: boolean }) => Writable
}

const NO_CODE = 1005

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
  script: Script

  constructor(socket: Socket, log: Log, script: Script) {
    this.socket = socket
    this.script = script
    const receiver = new Receiver({ isServer: true })
    receiver.on('message', (payload: Buffer, isBinary: boolean) => {
      log.add('message', describe(payload, isBinary))
      this.script.onMessage?.(payload, isBinary)
    })
    receiver.on('conclude', (code: number, reason: Buffer) => {
      log.add('close', { code: code === NO_CODE ? null : code, reason: reason.toString() })
      this.#answerClose(code === NO_CODE ? undefined : code, reason)
    })
    receiver.on('ping', (payload: Buffer) => {
      log.add('ping')
      if (this.script.onPing === undefined) this.raw(frame(PONG, payload))
      else this.script.onPing(payload)
    })
    receiver.on('pong', (payload: Buffer) => this.script.onPong?.(payload))
    receiver.on('error', (error) => log.add('bad frame', { message: error.message }))
    socket.on('data', (chunk) => receiver.write(chunk))
    log.attach(this)
  }

  text(data: string): void {
    this.raw(frame(TEXT, data))
  }

  binary(data: Uint8Array): void {
    this.raw(frame(BINARY, data))
  }

  ping(data: string): void {
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

  #answerClose(code: number | undefined, reason: Buffer): void {
    if (this.script.onClose !== undefined) return this.script.onClose(code)
    this.raw(closeFrame(code, reason))
    this.end()
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
