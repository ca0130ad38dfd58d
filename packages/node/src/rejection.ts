import type { IncomingMessage } from 'node:http'
import type { Failure } from '@wsevent/core'
import { retryAfterOf } from './failure.ts'

// Bytes of the body that are kept, and milliseconds that they may take.
const BODY_LIMIT = 1024
const BODY_TIMEOUT = 100

/** A handshake that the server rejected, and the beginning of what it says: it often says why. */
export class Rejection {
  readonly #response: IncomingMessage
  readonly #timer: NodeJS.Timeout
  #body = ''

  /** @param onEnd - called when there is no more to hear */
  constructor(response: IncomingMessage, onEnd: () => void) {
    this.#response = response
    // The socket keeps the process alive until then, or nothing should.
    this.#timer = setTimeout(onEnd, BODY_TIMEOUT).unref()
    response.setEncoding('utf8')
    response.on('data', (piece: string) => {
      this.#body = (this.#body + piece).slice(0, BODY_LIMIT)
      if (this.#body.length === BODY_LIMIT) response.destroy()
    })
    response.once('close', onEnd)
  }

  /** What the server has said so far. */
  get failure(): Failure {
    const { statusCode: status = 0, statusMessage = '', headers } = this.#response
    const retryAfter = retryAfterOf(headers['retry-after'], Date.now())
    const cause = Object.assign(new Error(`${status} ${statusMessage}`), { body: this.#body })
    const init = { cause, ...(retryAfter !== undefined && { retryAfter }) }
    // A 101 that upgrades nothing was no refusal, but a broken answer: its status must not keep it from a retry.
    return status === 101
      ? { code: 'ERR_CONNECT_FAILED', ...init, detail: 'it answered 101, but did not upgrade' }
      : { code: 'ERR_HANDSHAKE_REJECTED', ...init, status, headers, detail: status }
  }

  /** Stops listening for more. */
  stop(): void {
    clearTimeout(this.#timer)
  }
}
