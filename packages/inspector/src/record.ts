interface Numbered {
  /** Its number in the recording, from 1. */
  readonly seq: number
  /** Milliseconds since the recording began, by a clock that cannot be set. */
  readonly at: number
  /** Which client, from 1. */
  readonly client: number
}

/** A `connect`. */
export interface ConnectRecord extends Numbered {
  readonly type: 'connect'
  /** Without credentials; empty while a function still provides it. */
  readonly uri: string
}

/** The client's `status` has changed. */
export interface StatusRecord extends Numbered {
  readonly type: 'status'
  readonly readyState: 0 | 1 | 2 | 3
  readonly attempt: number
  /** Milliseconds that the attempt waits before it starts. */
  readonly delay?: number | undefined
  readonly error?: { readonly code: string; readonly reason: string } | undefined
  /** If it is new: a function has provided it. */
  readonly uri?: string | undefined
}

/** ONOPEN. */
export interface OpenRecord extends Numbered {
  readonly type: 'open'
  readonly attempt: number
  readonly protocol: string
}

/** Where a sent message stands; without a queue it is handed over, and no more is known. */
export type Delivery = 'waiting' | 'handed' | 'left' | 'unsent' | 'unconfirmed'

/** A message, by its direction. */
export interface MessageRecord extends Numbered {
  readonly type: 'sent' | 'message'
  /** Bytes. */
  readonly size: number
  /** Absent if it is too big to keep, a `Blob`, or redacted. */
  readonly data?: string | Uint8Array | undefined
  /** Of a sent one. */
  delivery?: Delivery | undefined
}

/** The answer to a heartbeat's probe. */
export interface ProbeRecord extends Numbered {
  readonly type: 'probe'
  /** Milliseconds. */
  readonly roundTrip: number
}

/** ONERROR. */
export interface ErrorRecord extends Numbered {
  readonly type: 'error'
  readonly code: string
  readonly reason: string
  /** The HTTP status of a rejected handshake. */
  readonly status?: number | undefined
}

/** ONCLOSE. */
export interface CloseRecord extends Numbered {
  readonly type: 'close'
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
  readonly willReconnect: boolean
  readonly delay?: number | undefined
  /** How many messages. */
  readonly unsent: number
  /** How many messages. */
  readonly unconfirmed: number
}

/** What came while the recording was paused is not kept. */
export interface GapRecord extends Numbered {
  readonly type: 'gap'
  /** How many records. */
  readonly missed: number
}

/** One line of a log. */
export type LogRecord =
  | ConnectRecord
  | StatusRecord
  | OpenRecord
  | MessageRecord
  | ProbeRecord
  | ErrorRecord
  | CloseRecord
  | GapRecord

/** What became of a sent message: no line of its own, and the next look at the message shows it. */
export interface Progress {
  readonly type: 'progress'
  readonly client: number
  /** The message's `seq`. */
  readonly of: number
  readonly delivery: Delivery
}

/** What a source gives a recording. */
export type Entry = LogRecord | Progress

export function isMessage(record: LogRecord): record is MessageRecord {
  return record.type === 'sent' || record.type === 'message'
}
