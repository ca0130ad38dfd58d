import type { MessageData } from '../data.ts'
import type { LogRecord } from './log.ts'

/** What the server did in a connection, and when. */
export interface Step {
  readonly line: number
  /** Milliseconds since the attempt began. */
  readonly at: number
  /** How many messages the client had sent before. */
  readonly sent: number
  readonly act:
    | { readonly type: 'send'; readonly data: MessageData }
    | { readonly type: 'close'; readonly code: number | undefined; readonly reason: string }
    | { readonly type: 'drop' | 'black-hole' }
}

/** How the server answered an attempt that never opened. */
export interface Denial {
  readonly type: 'refuse' | 'tls' | 'status' | 'never-open'
  readonly at: number
  readonly status: number | undefined
}

/** One attempt of a client, as its server lived through it. */
export interface Scene {
  readonly line: number
  readonly client: number
  readonly uri: string | undefined
  readonly attempt: number
  readonly opened: { readonly at: number; readonly protocol: string } | undefined
  readonly denial: Denial | undefined
  readonly steps: readonly Step[]
}

// What kept an attempt from its server: there is nothing to replay.
const NEVER_LEFT = ['ERR_URI_PROVIDER', 'ERR_BLOCKED']

const DENIALS: Readonly<Record<string, Denial['type']>> = {
  ERR_CONNECT_TIMEOUT: 'never-open',
  ERR_HANDSHAKE_REJECTED: 'status',
  ERR_TLS_FAILED: 'tls',
}

/** An export may be without what was said: then as much is said as was. */
function dataOf({ text, base64, size = 0 }: LogRecord): MessageData {
  if (base64 === undefined) return text ?? 'x'.repeat(size)
  return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0).buffer
}

/** The sentence of `ERR_HANDSHAKE_REJECTED` has it. */
function statusIn(reason: string): number | undefined {
  const [, status] = /HTTP status (\d{3})\b/.exec(reason) ?? []
  return status === undefined ? undefined : Number(status)
}

/** Reads the records of one client, attempt by attempt. */
class Reader {
  readonly #scenes: (Scene | undefined)[]
  // The place of the attempt among the scenes.
  #place = 0
  #uri: string | undefined
  #start: LogRecord | undefined
  #attempt = 0
  #opened: LogRecord | undefined
  #error: LogRecord | undefined
  #steps: Step[] = []
  #sent = 0
  #isLeaving = false
  // The last sign of life of the server, and how many steps there were.
  #sign: Omit<Step, 'act'> | undefined
  #stepsToSign = 0

  constructor(scenes: (Scene | undefined)[]) {
    this.#scenes = scenes
  }

  read(record: LogRecord): void {
    const { type, attempt = 1, readyState, delay, uri } = record
    if (type === 'connect') this.#begin(record, 1)
    // Known later than the `connect`, if a function provides it.
    if (uri) this.#uri = uri
    if (type === 'status') {
      // With an error it is not the client that asked for the end.
      if (readyState === 2 && !record.error) this.#isLeaving = true
      const isNew = !this.#start || attempt !== this.#attempt
      if (readyState === 0 && delay === undefined && isNew) this.#begin(record, attempt)
    } else if (type === 'open') {
      if (!this.#start) this.#begin(record, attempt)
      this.#opened = record
      this.#live(record)
    } else this.#readMore(record)
  }

  /** The log ends here, the connection perhaps not. */
  end(close?: LogRecord): void {
    const start = this.#start
    if (this.#opened && close) this.#endOpen(close)
    this.#start = undefined
    this.#sent = 0
    if (!start || NEVER_LEFT.includes(String(this.#error?.code))) return
    const opened = this.#opened && {
      at: this.#opened.at - start.at,
      protocol: this.#opened.protocol ?? '',
    }
    this.#scenes[this.#place] = {
      line: start.line,
      client: start.client,
      uri: this.#uri,
      attempt: this.#attempt,
      opened,
      denial: opened ? undefined : this.#denialBy(close ?? start, start.at),
      steps: this.#steps,
    }
  }

  #begin(record: LogRecord, attempt: number): void {
    if (this.#start) this.end()
    this.#start = record
    this.#place = this.#scenes.push(undefined) - 1
    this.#attempt = attempt
    this.#opened = this.#error = this.#sign = undefined
    this.#steps = []
    this.#stepsToSign = 0
    this.#isLeaving = false
  }

  #readMore(record: LogRecord): void {
    // It may wait in the queue for the next attempt.
    if (record.type === 'sent') this.#sent += 1
    if (!this.#start) return
    if (record.type === 'error') this.#error = record
    else if (record.type === 'close') this.end(record)
    else if (record.type === 'message') {
      this.#push(record, { type: 'send', data: dataOf(record) })
      this.#live(record)
    } else if (record.type === 'probe' && record.roundTrip !== undefined) this.#live(record)
  }

  #endOpen(close: LogRecord): void {
    const { code, reason = '', wasClean } = close
    const found = this.#error?.code
    const isSilent = found === 'ERR_HEARTBEAT_TIMEOUT' || (this.#isLeaving && !wasClean)
    if (isSilent && this.#sign) {
      // Nothing came any more after the last sign of life.
      this.#steps.splice(this.#stepsToSign, Infinity, {
        ...this.#sign,
        act: { type: 'black-hole' },
      })
    } else if (this.#isLeaving || found === 'ERR_MESSAGE_TOO_BIG') {
      // The client's doing: it will do it again.
    } else if (wasClean) {
      this.#push(close, { type: 'close', code: code === 1005 ? undefined : Number(code), reason })
    } else this.#push(close, { type: 'drop' })
  }

  #denialBy({ at }: LogRecord, startedAt: number): Denial {
    const { code = '', reason = '', status = statusIn(reason) } = this.#error ?? {}
    const type = this.#error ? (DENIALS[code] ?? 'refuse') : 'never-open'
    return { type, at: at - startedAt, status }
  }

  #push(record: LogRecord, act: Step['act']): void {
    this.#steps.push({ ...this.#moment(record), act })
  }

  #live(record: LogRecord): void {
    this.#sign = this.#moment(record)
    this.#stepsToSign = this.#steps.length
  }

  #moment({ line, at }: LogRecord): Omit<Step, 'act'> {
    return { line, at: at - (this.#start?.at ?? at), sent: this.#sent }
  }
}

/** The attempts of a log, in the order in which they began. */
export function scenesOf(records: readonly LogRecord[]): readonly Scene[] {
  const readers = new Map<number, Reader>()
  const scenes: (Scene | undefined)[] = []
  for (const record of records) {
    const { client } = record
    const reader = readers.get(client) ?? new Reader(scenes)
    readers.set(client, reader)
    reader.read(record)
  }
  for (const reader of readers.values()) reader.end()
  return scenes.filter((scene) => scene !== undefined)
}
