import { MockServerError } from '../errors.ts'

/** One line of the inspector's export that the replay has a use for. */
export interface LogRecord {
  /** In the text, from 1. */
  readonly line: number
  /** Milliseconds since the log's start. */
  readonly at: number
  /** Numbers the clients of a log, from 1. */
  readonly client: number
  readonly type: string
  readonly uri?: string
  readonly readyState?: number
  readonly attempt?: number
  readonly delay?: number
  /** Of a status. */
  readonly error?: unknown
  readonly protocol?: string
  /** Bytes. */
  readonly size?: number
  readonly text?: string
  readonly base64?: string
  readonly roundTrip?: number
  readonly code?: number | string
  readonly reason?: string
  readonly status?: number
  readonly wasClean?: boolean
}

type Kind = readonly [isGood: (value: unknown) => boolean, expected: string]

const isAmount = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0

const AMOUNT: Kind = [isAmount, 'a number from 0']
const WHOLE: Kind = [(value) => isAmount(value) && Number.isInteger(value), 'an integer from 0']
const NUMBER_FROM_1: Kind = [(value) => WHOLE[0](value) && value !== 0, 'an integer from 1']
const STRING: Kind = [(value) => typeof value === 'string', 'a string']
const BOOLEAN: Kind = [(value) => typeof value === 'boolean', 'a boolean']
const BASE64: Kind = [
  (value) =>
    typeof value === 'string' && /^[\d+/A-Za-z]*={0,2}$/.test(value) && value.length % 4 === 0,
  'base64',
]

const EACH = { at: AMOUNT, client: NUMBER_FROM_1, type: STRING }

/** What each type has to have. */
const NEEDED: ReadonlyMap<string, Readonly<Record<string, Kind>>> = new Map(
  Object.entries({
    connect: { uri: STRING },
    status: { readyState: WHOLE, attempt: WHOLE },
    open: { attempt: NUMBER_FROM_1 },
    sent: { size: WHOLE },
    message: { size: WHOLE },
    error: { code: STRING },
    close: { code: WHOLE, wasClean: BOOLEAN },
  }),
)

/** What it may have. */
const POSSIBLE: Readonly<Record<string, Kind>> = {
  delay: AMOUNT,
  protocol: STRING,
  text: STRING,
  base64: BASE64,
  roundTrip: AMOUNT,
  reason: STRING,
  status: WHOLE,
}

function invalid(line: number, why: string): MockServerError {
  return new MockServerError('ERR_INVALID_LOG', `Line ${line} of the log ${why}.`)
}

function parse(text: string, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw invalid(line, 'is no JSON object')
}

function checkHeader(text: string | undefined): void {
  const { wsevent, version } = parse(text ?? '', 1)
  if (wsevent !== 'log')
    throw invalid(1, 'is not the header of an export: {"wsevent":"log","version":1}')
  if (version !== 1)
    throw invalid(1, `is of version ${String(version)}, and this kit reads version 1`)
}

function checkRecord(record: Record<string, unknown>, line: number): void {
  const own = NEEDED.get(String(record['type']))
  for (const [name, [isGood, expected]] of Object.entries({ ...EACH, ...own })) {
    if (!isGood(record[name])) throw invalid(line, `needs ${name}, ${expected}`)
  }
  if (!own) return
  for (const [name, [isGood, expected]] of Object.entries(POSSIBLE)) {
    const value = record[name]
    if (value !== undefined && !isGood(value))
      throw invalid(line, `has a ${name} that is not ${expected}`)
  }
}

/** The records of an export, in order; types and members that are not known are left alone. @throws `ERR_INVALID_LOG` */
export function parseLog(log: string): readonly LogRecord[] {
  const lines = log.split(/\r?\n/)
  checkHeader(lines[0])
  return lines.flatMap((text, index) => {
    if (index === 0 || text.trim() === '') return []
    const line = index + 1
    const record = parse(text, line)
    checkRecord(record, line)
    return [{ ...record, line } as LogRecord]
  })
}
