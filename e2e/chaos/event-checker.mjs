const LETTERS = /** @type {const} */ ({ open: 'o', message: 'm', error: 'e', close: 'c' })
const GRAMMAR = /^((om*)?e?c)*$/
// A connection open for that long starts the count of attempts anew, in milliseconds.
const STABLE = 5000

/** Hears every event of one client and holds it against the contract: order, states, delays, and whose message it is. */
export class EventChecker {
  /** @type {string[]} */
  violations = []
  drops = 0
  failures = 0
  #ws
  #bounds
  #sequence = ''
  #attempt = 1
  #openedAt = 0
  #retryAfter = 0
  #announced = 0
  /** @type {{ name: string, said: number } | undefined} */
  #connection
  /** @type {Set<string>} */
  #former = new Set()

  /**
   * @param {import('wsevent').WebSockets} ws
   * @param {{ minDelay: number, maxDelay: number }} bounds
   */
  constructor(ws, bounds) {
    this.#ws = ws
    this.#bounds = bounds
  }

  /** @param {import('wsevent').WebSocketsEvent} event */
  record(event) {
    this.#sequence += LETTERS[event.type]
    if (event.type === 'open') this.#onOpen(event)
    else if (event.type === 'message') this.#onMessage(String(event.data))
    else if (event.type === 'close') this.#onClose(event)
    else this.#onError(event)
  }

  verify() {
    if (!GRAMMAR.test(this.#sequence))
      this.#fault(`the order of events: ${this.#sequence.slice(-60)}`)
  }

  /** @param {import('wsevent').WebSocketsOpenEvent} event */
  #onOpen({ attempt }) {
    this.#expectState('open', 1)
    if (attempt !== this.#attempt) this.#fault(`attempt ${attempt}, not ${this.#attempt}`)
    this.#openedAt = Date.now()
  }

  /** @param {string} data - the connection's name, and how many messages of the server came before */
  #onMessage(data) {
    this.#expectState('message', 1)
    const [name = '', said] = data.split(';')
    this.#connection ??= { name, said: 0 }
    if (this.#former.has(name)) this.#fault(`a message of the abandoned connection ${name}`)
    const { said: expected } = this.#connection
    if (name !== this.#connection.name || Number(said) !== expected) {
      this.#fault(`${data} came, not ${this.#connection.name};${expected}`)
    }
    this.#connection.said += 1
  }

  /** @param {import('wsevent').WebSocketsCloseEvent} event */
  #onClose({ willReconnect, delay }) {
    this.#expectState('close', willReconnect ? 0 : 3)
    if (this.#openedAt > 0) this.drops += 1
    else this.failures += 1
    if (willReconnect !== (delay !== undefined))
      this.#fault(`delay ${delay} though willReconnect ${willReconnect}`)
    const least = Math.max(this.#bounds.minDelay, this.#retryAfter)
    const greatest = Math.max(this.#bounds.maxDelay, least)
    if (delay !== undefined && (delay < least || delay > greatest)) this.#fault(`delay ${delay}`)
    const isStable = this.#openedAt > 0 && Date.now() - this.#openedAt >= STABLE
    this.#attempt = isStable ? 2 : this.#attempt + 1
    this.#openedAt = this.#retryAfter = 0
    if (this.#connection) this.#former.add(this.#connection.name)
    this.#connection = undefined
  }

  /** The server is about to reject a handshake. @param {number} seconds - of its Retry-After */
  rejected(seconds) {
    this.#announced = seconds * 1000
  }

  /** @param {import('wsevent').WebSocketsErrorEvent} event */
  #onError({ type, status }) {
    this.#expectState(type, 2)
    this.#retryAfter = status === 503 ? this.#announced : 0
  }

  /**
   * @param {string} type
   * @param {number} expected
   */
  #expectState(type, expected) {
    const { readyState } = this.#ws
    if (readyState !== expected) this.#fault(`readyState ${readyState} inside of ${type}`)
  }

  /** @param {string} what */
  #fault(what) {
    this.violations.push(what)
  }
}
