import { InspectorError } from './errors.ts'
import { Recording, type Inspection } from './recording.ts'
import type { LogRecord } from './record.ts'

type Fields = Readonly<Record<string, unknown>>

const isNumber = Number.isFinite
const isText = (value: unknown): boolean => typeof value === 'string'
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

// What a reader needs of each type. It ignores the rest, and types that it does not know.
const FIELDS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  connect: { uri: isText },
  status: { readyState: isNumber, attempt: isNumber },
  open: { attempt: isNumber, protocol: isText },
  sent: { size: isNumber },
  message: { size: isNumber },
  probe: { roundTrip: isNumber },
  error: { code: isText, reason: isText },
  close: { code: isNumber, reason: isText, wasClean: isBoolean, willReconnect: isBoolean },
  gap: { missed: isNumber },
}

function broken(line: number, what: string): InspectorError {
  return new InspectorError('ERR_INVALID_LOG', `Line ${line} of the log ${what}.`)
}

function parse(text: string, line: number): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw broken(line, 'is not JSON: the file may have been cut off')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw broken(line, 'is not an object')
}

function payloadOf({ text, base64 }: Fields, line: number): object {
  if (isText(text)) return { data: text }
  if (!isText(base64)) return {}
  try {
    return { data: Uint8Array.from(atob(base64 as string), (unit) => unit.charCodeAt(0)) }
  } catch {
    throw broken(line, 'has a "base64" that is none')
  }
}

/** A line as a record; undefined for a type that this version does not know. */
function recordOf(fields: Fields, line: number): LogRecord | undefined {
  const { type, at, client = 1, text: _, base64: _binary, ...rest } = fields
  const needed = FIELDS[String(type)]
  if (!isText(type)) throw broken(line, 'has no "type"')
  if (!needed) return undefined
  for (const [name, fits] of Object.entries({ at: isNumber, client: isNumber, ...needed })) {
    const value = name === 'client' ? client : fields[name]
    if (!fits(value)) throw broken(line, `("${String(type)}") has no valid "${name}"`)
  }
  const counts = type === 'close' && {
    unsent: rest['unsent'] ?? 0,
    unconfirmed: rest['unconfirmed'] ?? 0,
  }
  const head = { seq: line, at, client, type }
  const record = { ...head, ...rest, ...counts, ...payloadOf(fields, line) }
  return record as unknown as LogRecord
}

function startOf(text: string): Date {
  const { wsevent, version, startedAt } = parse(text, 1)
  if (wsevent !== 'log') throw broken(1, 'does not begin a log: it has no "wsevent": "log"')
  if (version !== 1) throw broken(1, `has version ${JSON.stringify(version)}, and this reads 1`)
  const date = new Date(String(startedAt))
  if (Number.isNaN(date.getTime())) throw broken(1, 'has no valid "startedAt"')
  return date
}

/**
 * A log as `export` wrote it, to look at: nothing can be sent through it.
 * @param name - what a list of inspections calls it
 * @throws `ERR_INVALID_LOG`, with the number of the broken line
 */
export function importLog(text: string, name = 'imported log'): Inspection {
  const [head = '', ...lines] = text.split('\n')
  const startedAt = startOf(head)
  const records = lines.flatMap((line, index) => {
    if (!line.trim()) return []
    return recordOf(parse(line, index + 2), index + 2) ?? []
  })
  const end = records.at(-1)?.at ?? 0
  const limits = { maxRecords: Infinity, maxBytes: Infinity }
  const recording = new Recording(limits, { name, startedAt, now: () => end })
  for (const record of records) recording.add(record)
  return recording
}
