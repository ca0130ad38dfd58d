import { MockServerError } from './errors.ts'

/** When a fault of a server strikes. */
export interface FaultRule {
  /** How many connections it strikes. @defaultValue no end, until `heal()` */
  readonly times?: number | undefined
  /** From 0 to 1: how likely it strikes a connection; the server's seed decides. @defaultValue 1 */
  readonly chance?: number | undefined
}

/** A fault that can also strike in the middle of a connection. */
export interface LateFault extends FaultRule {
  /** Bytes on the wire, frame headers included, both directions together, until it strikes. @defaultValue 0 */
  readonly after?: number | undefined
}

/** The faults by name, each with its options. */
export interface Faults {
  /** Nobody listens: the connection is refused. */
  readonly refuse: FaultRule
  /** The opening handshake is answered with an HTTP status. */
  readonly status: FaultRule & {
    /** @defaultValue 503 */
    readonly status?: number | undefined
    /** Such as `retry-after`. */
    readonly headers?: Readonly<Record<string, string>> | undefined
    readonly body?: string | undefined
  }
  /** The TLS handshake fails. */
  readonly tls: FaultRule & {
    /** Node's code for it. @defaultValue 'CERT_HAS_EXPIRED' */
    readonly code?: string | undefined
  }
  /** The opening handshake is never answered. */
  readonly 'never-open': FaultRule
  /** The connection goes silent: what is sent vanishes, either way, and nobody is told. */
  readonly 'black-hole': LateFault
  /** The server ends its direction (TCP's FIN) without a close frame. */
  readonly 'half-close': LateFault
  /** The connection breaks without a close frame: 1006. */
  readonly drop: LateFault
  /** Each direction is slow; nothing is lost or overtaken. */
  readonly slow: FaultRule & {
    /** @defaultValue 1000 */
    readonly bytesPerSecond?: number | undefined
  }
}

/** The name of a fault. */
export type Fault = keyof Faults

/** A fault that a connection can have once it is open. */
export type ConnectionFault = 'black-hole' | 'half-close' | 'drop' | 'slow'

/** A fault with its options, checked. */
export type Given<Name extends Fault = Fault> = {
  readonly [Each in Name]: { readonly name: Each; readonly options: Faults[Each] }
}[Name]

type Check = readonly [isGood: (value: unknown) => boolean, expected: string]

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isString = (value: unknown): boolean => typeof value === 'string'

const CHECKS: Readonly<Record<string, Check>> = {
  times: [(value) => isWhole(value) && value !== 0, 'a positive integer'],
  chance: [
    (value) => typeof value === 'number' && value >= 0 && value <= 1,
    'a number from 0 to 1',
  ],
  after: [isWhole, 'a number of bytes'],
  status: [
    (value) => isWhole(value) && (value as number) >= 200 && (value as number) <= 599,
    'an HTTP status from 200 to 599',
  ],
  headers: [
    (value) => typeof value === 'object' && value !== null && Object.values(value).every(isString),
    'an object of strings',
  ],
  body: [isString, 'a string'],
  code: [isString, "one of Node's TLS error codes"],
  bytesPerSecond: [
    (value) => typeof value === 'number' && value > 0,
    'a number of bytes greater than 0',
  ],
}

const OPTIONS: Readonly<Record<Fault, readonly string[]>> = {
  refuse: [],
  status: ['status', 'headers', 'body'],
  tls: ['code'],
  'never-open': [],
  'black-hole': ['after'],
  'half-close': ['after'],
  drop: ['after'],
  slow: ['bytesPerSecond'],
}

const LATE: readonly string[] = ['black-hole', 'half-close', 'drop', 'slow']
const RULE = ['times', 'chance']

export function isConnectionFault(given: Given): given is Given<ConnectionFault> {
  return LATE.includes(given.name)
}

function checkOptions(where: string, options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    const [isGood, expected] = CHECKS[name] ?? []
    if (!known.includes(name) || !isGood) {
      throw new MockServerError(
        'ERR_INVALID_OPTION',
        `${where} has no option ${name}; it has ${known.join(', ') || 'none'}.`,
      )
    }
    if (value !== undefined && !isGood(value)) {
      throw new MockServerError(
        'ERR_INVALID_OPTION',
        `The option ${name} of ${where} must be ${expected}, and is ${String(value)}.`,
      )
    }
  }
}

/** Checks a fault for connections to come. */
export function serverFault(name: string, options: object): Given {
  if (!Object.hasOwn(OPTIONS, name)) throw unknownFault(name, Object.keys(OPTIONS))
  checkOptions(`the fault ${name}`, options, [...OPTIONS[name as Fault], ...RULE])
  return { name, options } as Given
}

/** Checks a fault for a connection that is open. */
export function connectionFault(name: string, options: object): Given<ConnectionFault> {
  if (!LATE.includes(name)) throw unknownFault(name, LATE)
  checkOptions(`the fault ${name}`, options, OPTIONS[name as Fault])
  return { name, options } as Given<ConnectionFault>
}

function unknownFault(name: string, known: readonly string[]): MockServerError {
  const advice = Object.hasOwn(OPTIONS, name)
    ? `is a fault of the opening handshake, and this connection is open: use the server's fail. An open connection has`
    : 'is no fault; there are'
  return new MockServerError('ERR_UNKNOWN_FAULT', `"${name}" ${advice} ${known.join(', ')}.`)
}

/** A sequence of numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Rule {
  readonly given: Given
  left: number
}

/** Which faults strike which connection. */
export class FaultPlan {
  readonly #random: () => number
  #rules: Rule[] = []

  constructor(seed: number) {
    this.#random = randomOf(seed)
  }

  add(given: Given): void {
    this.#rules.push({ given, left: given.options.times ?? Infinity })
  }

  clear(): void {
    this.#rules = []
  }

  /** The faults of the next connection, in the order in which they were asked for; the first that keeps it from opening is the only one. */
  draw(): readonly Given[] {
    const struck = this.#rules.filter(
      ({ left, given }) => left > 0 && this.#random() < (given.options.chance ?? 1),
    )
    const first = struck.find(({ given }) => !isConnectionFault(given))
    const chosen = first ? [first] : struck
    for (const rule of chosen) rule.left -= 1
    return chosen.map(({ given }) => given)
  }
}
