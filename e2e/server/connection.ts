import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { PONG, closeFrame, frame } from './frame.ts'
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
  readonly onPong?: (payload: Buffer) => void
  /** Answers no ping. */
  readonly isSilent?: boolean
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
      this.script.onMessage?.(payload, isBinary)
      log.add('message', describe(payload, isBinary))
    })
    receiver.on('conclude', (concluded: number, reason: Buffer) => {
      const code = concluded === NO_CODE ? undefined : concluded
      log.add('close', { code: code ?? null, reason: reason.toString() })
      if (this.script.onClose !== undefined) return this.script.onClose(code)
      this.raw(closeFrame(code, reason))
      this.end()
    })
    receiver.on('ping', (payload: Buffer) => {
      log.add('ping')
      if (this.script.isSilent !== true) this.send(PONG, payload)
    })
    receiver.on('pong', (payload: Buffer) => this.script.onPong?.(payload))
    receiver.on('error', (error) => log.add('bad frame', { message: error.message }))
    socket.on('data', (chunk) => receiver.write(chunk))
    log.connection = this
  }

  send(opcode: number, payload: Uint8Array | string): void {
    this.raw(frame(opcode, payload))
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
}

function describe(payload: Buffer, isBinary: boolean): object {
  const sha1 = createHash('sha1').update(payload).digest('hex')
  const content = payload.length > 4_096 ? null : payload.toString(isBinary ? 'hex' : 'utf8')
  const [kind, encoding] = isBinary ? ['binary', 'hex'] : ['text', 'text']
  return { kind, length: payload.length, sha1, [encoding]: content }
}
