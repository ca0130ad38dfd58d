import { gone, seconds } from './element.js'

const [CONNECTING, OPEN] = [0, 1]

/** A client that the shown code made, and what becomes of each message. */
export class ClientLane {
  #ws
  #page
  #due = 0
  /** Numbers that were handed over, and those that the client still holds. */
  #underWay = new Set()
  #queued = new Set()

  constructor(ws, page) {
    this.#ws = ws
    this.#page = page
    ws.addEventListener(ws.ONOPEN, (event) => this.#onOpen(event))
    ws.addEventListener(ws.ONERROR, page.fail)
    ws.addEventListener(ws.ONCLOSE, (event) => this.#onClose(event))
  }

  send(number) {
    const isOpen = this.#ws.readyState === OPEN
    try {
      this.#ws.send(String(number))
    } catch {
      // It says so: nothing is lost silently.
      this.#page.ledger.put(number, 'told')
      return
    }
    const holder = isOpen ? this.#underWay : this.#queued
    holder.add(number)
    this.#page.ledger.put(number, 'waiting')
  }

  receive(number) {
    this.#underWay.delete(number)
    this.#queued.delete(number)
    this.#page.ledger.put(number, 'received')
  }

  get status() {
    const { readyState, status } = this.#ws
    const left = this.#due - performance.now()
    if (readyState === OPEN) return 'open'
    if (readyState !== CONNECTING) return 'closed for good'
    return left > 0 ? `retry in ${seconds(left)}` : `attempt ${Math.max(1, status.attempt)}`
  }

  get tone() {
    return ['trying', 'open'][this.#ws.readyState] ?? 'over'
  }

  stop() {
    this.#ws.disconnect()
  }

  #onOpen({ attempt }) {
    const held = this.#queued.size > 0 ? `: ${this.#queued.size} queued messages leave` : ''
    const text = attempt === 1 ? 'Open' : `Open again, attempt ${attempt}${held}`
    for (const number of this.#queued) this.#underWay.add(number)
    this.#queued.clear()
    this.#page.tell({ kind: 'open', text })
    this.#page.fail()
  }

  #onClose({ code, willReconnect, delay, unsent, unconfirmed }) {
    const { ledger, tell } = this.#page
    const told = new Set([...unsent, ...unconfirmed].map(Number))
    const lost = [...this.#underWay].filter((number) => !told.has(number))
    for (const number of lost) ledger.put(number, 'lost')
    for (const number of told) ledger.put(number, 'told')
    this.#underWay.clear()
    const why = `${this.#ws.status.error?.code ?? code}${gone(lost.length)}`
    if (willReconnect) {
      this.#due = performance.now() + delay
      tell({ kind: 'retry', text: `Lost: ${why}. Retry in ${seconds(delay)}`, delay })
    } else {
      this.#queued.clear()
      tell({ kind: 'over', text: `Closed: ${why}` })
    }
  }
}
