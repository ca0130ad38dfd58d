import { readId } from './messages.mjs'

/**
 * What one open connection was given: its login, and the messages from `from` to `to`.
 * @typedef {object} ConnectionRecord
 * @property {number} attempt
 * @property {string[]} login - what its ONOPEN handler sent: one id, or none where `send` refused it
 * @property {number} from - in the order of acceptance
 * @property {number} to - excluded; known when it has ended
 * @property {readonly string[]} unconfirmed
 * @property {boolean} wasClean
 */

/**
 * @typedef {object} Totals
 * @property {number} accepted
 * @property {number} arrived
 * @property {number} unsent
 * @property {number} unconfirmed - and did not arrive
 * @property {number} doubtful - unconfirmed, and did arrive
 * @property {number} inFlight - lost on the way, which nobody can know without the server's help
 */

/**
 * The messages of one client, from `send` to where they ended. What was in the queue when a connection ended is read
 * from `bufferedAmount`, so it is known exactly which connection was given which message.
 */
export class Ledger {
  /** @type {string[]} */
  violations = []
  /** @type {Totals} */
  totals = { accepted: 0, arrived: 0, unsent: 0, unconfirmed: 0, doubtful: 0, inFlight: 0 }
  /** @type {{ id: string, size: number }[]} */
  #accepted = []
  #given = 0
  /** @type {Map<string, string[]>} */
  #arrivals = new Map()
  /** @type {ConnectionRecord[]} */
  #records = []
  /** @type {ConnectionRecord | undefined} */
  #open
  /** @type {string[]} */
  #unsent = []
  #isWhole

  /** @param {boolean} isWhole - whether nothing may be lost by a clean close */
  constructor(isWhole) {
    this.#isWhole = isWhole
  }

  /**
   * @param {string} id
   * @param {number} size - bytes
   */
  accept(id, size) {
    this.#accepted.push({ id, size })
  }

  /** @param {string} id - of what an ONOPEN handler sends, which goes before what is queued */
  acceptLogin(id) {
    this.#open?.login.push(id)
  }

  /**
   * @param {string} connection - as the server names it
   * @param {string} id
   */
  arrive(connection, id) {
    const known = this.#arrivals.get(connection)
    if (known) known.push(id)
    else this.#arrivals.set(connection, [id])
  }

  /** @param {number} attempt */
  opened(attempt) {
    this.#open = {
      attempt,
      login: [],
      from: this.#given,
      to: this.#given,
      unconfirmed: [],
      wasClean: false,
    }
  }

  /**
   * @param {import('wsevent').WebSocketsCloseEvent} event
   * @param {number} bufferedAmount - inside of the event: the bytes of the queue
   */
  closed({ willReconnect, unsent, unconfirmed, wasClean }, bufferedAmount) {
    const kept = willReconnect ? this.#countOfBytes(bufferedAmount) : unsent.length
    const to = this.#accepted.length - kept
    this.#unsent = unsent.map(readId)
    if (this.#open) {
      this.#records.push({ ...this.#open, to, unconfirmed: unconfirmed.map(readId), wasClean })
    } else {
      if (to !== this.#given)
        this.#fault(`${to - this.#given} messages left the queue and no connection was open`)
      if (unconfirmed.length > 0)
        this.#fault('unconfirmed messages of an attempt that never opened')
    }
    if (willReconnect && unsent.length > 0) this.#fault('unsent messages though it reconnects')
    this.#given = to
    this.#open = undefined
  }

  /** Holds everything against what was promised. */
  verify() {
    const byAttempt = this.#arrivalsByAttempt()
    for (const record of this.#records)
      this.#verifyRecord(record, byAttempt.get(record.attempt) ?? [])
    const rest = this.#accepted.slice(this.#given).map(({ id }) => id)
    if (!isSame(rest, this.#unsent))
      this.#fault(`unsent are ${this.#unsent.length}, and the queue had ${rest.length}`)
    const logins = this.#records.reduce((sum, { login }) => sum + login.length, 0)
    this.totals.accepted = this.#accepted.length + logins
    this.totals.unsent = this.#unsent.length
  }

  /** How many of the youngest messages make so many bytes. @param {number} bytes */
  #countOfBytes(bytes) {
    let rest = bytes
    let count = 0
    while (rest > 0) {
      count += 1
      rest -= this.#accepted.at(-count)?.size ?? Infinity
    }
    if (rest !== 0) this.#fault(`bufferedAmount ${bytes} is not a sum of the youngest messages`)
    return count
  }

  #arrivalsByAttempt() {
    /** @type {Map<number, string[]>} */
    const byAttempt = new Map()
    for (const [connection, ids] of this.#arrivals) {
      const attempt = Number(/^login (\d+)$/.exec(ids[0] ?? '')?.[1])
      if (!attempt) this.#fault(`${connection} got ${ids[0]} before its login`)
      else if (byAttempt.has(attempt)) this.#fault(`login ${attempt} came twice`)
      else byAttempt.set(attempt, ids)
    }
    for (const attempt of byAttempt.keys()) {
      if (!this.#records.some((record) => record.attempt === attempt))
        this.#fault(`nobody knows of attempt ${attempt}`)
    }
    return byAttempt
  }

  /**
   * What arrived is a beginning of what was given, what is unconfirmed an end of it; between them is the flight.
   * @param {ConnectionRecord} record
   * @param {readonly string[]} arrived
   */
  #verifyRecord({ attempt, login, from, to, unconfirmed, wasClean }, arrived) {
    const given = [...login, ...this.#accepted.slice(from, to).map(({ id }) => id)]
    const where = `attempt ${attempt}, given ${given.length}`
    if (!isSame(given.slice(0, arrived.length), arrived))
      this.#fault(`${where}: ${firstDifference(given, arrived)}`)
    const told = given.slice(given.length - unconfirmed.length)
    if (!isSame(told, unconfirmed)) this.#fault(`${where}: unconfirmed is not its end`)
    const untold = given.length - unconfirmed.length
    const inFlight = Math.max(0, untold - arrived.length)
    if (wasClean && inFlight > 0 && this.#isWhole)
      this.#fault(`${where}: a clean close lost ${inFlight} untold`)
    const doubtful = Math.max(0, arrived.length - untold)
    this.totals.arrived += arrived.length
    this.totals.inFlight += inFlight
    this.totals.doubtful += doubtful
    this.totals.unconfirmed += unconfirmed.length - doubtful
  }

  /** @param {string} what */
  #fault(what) {
    this.violations.push(what)
  }
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
function isSame(one, other) {
  return one.length === other.length && one.every((id, index) => id === other[index])
}

/**
 * @param {readonly string[]} given
 * @param {readonly string[]} arrived
 */
function firstDifference(given, arrived) {
  const at = arrived.findIndex((id, index) => id !== given[index])
  return `${arrived[at]} arrived at place ${at} for ${given[at]}`
}
