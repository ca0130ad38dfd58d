import { InspectorError } from './errors.ts'
import { isMessage, type LogRecord, type MessageRecord } from './record.ts'

/** A message as an export has it: another text, other bytes, or nothing. */
export type Redactor = (record: MessageRecord) => string | Uint8Array | undefined

/** Options of `export`. */
export interface ExportOptions {
  /**
   * What is left out: the queries of URIs; payloads too; what a function takes out of each message, queries too; or
   * nothing. @defaultValue 'queries'
   */
  readonly redact?: 'queries' | 'payloads' | 'nothing' | Redactor | undefined
}

interface Exportable {
  readonly startedAt: Date
  readonly records: readonly LogRecord[]
}

const CHOICES: readonly unknown[] = ['queries', 'payloads', 'nothing']

/** Binary as text. In pieces: an engine takes so many arguments at once. */
function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192)
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return btoa(binary)
}

function payloadOf(data: unknown): object {
  if (typeof data === 'string') return { text: data }
  if (data instanceof Uint8Array) return { base64: toBase64(data) }
  if (data === undefined) return {}
  throw new InspectorError(
    'ERR_INVALID_OPTION',
    `redact must return a string, a Uint8Array or undefined, not ${typeof data}.`,
  )
}

/** @throws `ERR_INVALID_OPTION` */
export function exportLog(log: Exportable, { redact = 'queries' }: ExportOptions): string {
  if (typeof redact !== 'function' && !CHOICES.includes(redact)) {
    const given = `not ${JSON.stringify(redact)}`
    throw new InspectorError(
      'ERR_INVALID_OPTION',
      `redact must be 'queries', 'payloads', 'nothing' or a function, ${given}.`,
    )
  }
  const lineOf = (numbered: LogRecord): object => {
    const { seq: _, ...record } = numbered
    if ('uri' in record && record.uri !== undefined && redact !== 'nothing')
      return { ...record, uri: record.uri.replace(/\?.*/, '?redacted') }
    if (!isMessage(record as LogRecord)) return record
    const { data, ...rest } = record as MessageRecord
    if (redact === 'payloads') return rest
    const kept = typeof redact === 'function' ? redact(record as MessageRecord) : data
    return { ...rest, ...payloadOf(kept) }
  }
  const redacted = redact === 'payloads' || typeof redact === 'function'
  const head = { wsevent: 'log', version: 1, startedAt: log.startedAt.toISOString(), redacted }
  return [head, ...log.records.map(lineOf)].map((line) => `${JSON.stringify(line)}\n`).join('')
}
