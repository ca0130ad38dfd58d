import { createHash } from 'node:crypto'
import type { ClientRequest } from 'node:http'
import { Socket } from 'node:net'
import { FrameReader } from './frames.ts'

type Done = (error?: Error | null) => void

/** A socket without a network: it accepts the handshake, and then reads what the test pushes, cut as the test cuts it. */
export class FakeStream extends Socket {
  /** Data frames as text, control frames by their opcode and payload. */
  readonly written: string[] = []
  readonly #reader = new FrameReader()
  readonly #head: Uint8Array
  #isAccepted = false

  /** @param head - comes in one chunk with the answer to the handshake */
  constructor(head: Uint8Array = Buffer.alloc(0)) {
    super()
    this.#head = head
  }

  /** For the option of the same name, which `http` asks for a socket. */
  get agent(): object {
    return {
      addRequest: (request: ClientRequest & { onSocket(socket: Socket): void }) =>
        request.onSocket(this),
    }
  }

  override _read(): void {
    // It is pushed.
  }

  override _write(chunk: Buffer | string, _: string, done: Done): void {
    if (this.#isAccepted) this.#note(Buffer.from(chunk as Buffer))
    else this.#accept(chunk.toString())
    done()
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: Done): void {
    for (const { chunk } of chunks) this.#note(chunk)
    done()
  }

  override _final(done: Done): void {
    this.written.push('end')
    done()
  }

  #note(bytes: Buffer): void {
    for (const { opcode, payload } of this.#reader.push(bytes)) {
      this.written.push(`${opcode} ${payload.toString('latin1')}`)
    }
  }

  #accept(request: string): void {
    this.#isAccepted = true
    const [, key] = /^sec-websocket-key: *(.*)\r$/im.exec(request) ?? []
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`
    this.push(Buffer.concat([Buffer.from(answer), this.#head]))
  }
}
