import { isMessage, type LogRecord } from '../record.ts'

const number = new Intl.NumberFormat('en')

export const STATES = ['connecting', 'open', 'closing', 'closed'] as const

/** A state by a word: a client that waits to reconnect is no client that connects. */
export function stateOf(readyState: number, delay: number | undefined): string {
  return delay === undefined ? (STATES[readyState as 0] ?? '') : 'waiting'
}

export function formatCount(count: number): string {
  return number.format(count)
}

/** @param at - milliseconds since the recording began */
export function formatTime(at: number): string {
  const minutes = Math.floor(at / 60_000)
  const seconds = ((at % 60_000) / 1000).toFixed(3).padStart(6, '0')
  return `${minutes}:${seconds}`
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds * 10) / 10} ms`
  return `${(milliseconds / 1000).toFixed(1)} s`
}

export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A record in one line. */
export function textOf(record: LogRecord): string {
  if (isMessage(record)) return messageText(record.data)
  switch (record.type) {
    case 'connect':
      return `connect ${record.uri}`
    case 'status': {
      const { readyState, attempt, delay } = record
      const wait = delay === undefined ? '' : ` in ${formatDuration(delay)}`
      return `${stateOf(readyState, delay)}, attempt ${attempt}${wait}`
    }
    case 'open':
      return `opened${record.protocol && `, speaks ${record.protocol}`}`
    case 'probe':
      return `round trip ${formatDuration(record.roundTrip)}`
    case 'error':
      return `${record.code}: ${record.reason}`
    case 'gap':
      return `missed ${formatCount(record.missed)} while paused`
    default:
      return closeText(record)
  }
}

function messageText(data: string | Uint8Array | undefined): string {
  if (typeof data === 'string') return data
  if (!data) return 'not kept'
  return Array.from(data.subarray(0, 32), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

function closeText(record: Extract<LogRecord, { type: 'close' }>): string {
  const { code, reason, wasClean, willReconnect, delay = 0, unsent, unconfirmed } = record
  const parts = [
    `closed ${code}${reason && ` “${reason}”`}${wasClean ? '' : ', not clean'}`,
    willReconnect ? `reconnects in ${formatDuration(delay)}` : '',
    unsent ? `${unsent} unsent` : '',
    unconfirmed ? `${unconfirmed} unconfirmed` : '',
  ]
  return parts.filter(Boolean).join(', ')
}
