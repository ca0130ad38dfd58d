import { gone } from './element.js'

/** The browser's own class, as a page uses it without code around it. */
export class NativeLane {
  #socket
  #page
  #closed = ''
  #underWay = new Set()

  constructor(uri, page) {
    this.#socket = new WebSocket(uri)
    this.#page = page
    this.#socket.addEventListener('open', () => page.tell({ kind: 'open', text: 'Open' }))
    this.#socket.addEventListener('close', ({ code }) => this.#onClose(code))
  }

  send(number) {
    const { ledger } = this.#page
    try {
      this.#socket.send(String(number))
    } catch {
      ledger.put(number, 'told')
      return
    }
    // In CLOSING and CLOSED, send() returns as if all were well.
    if (this.#socket.readyState > WebSocket.OPEN) return ledger.put(number, 'lost')
    this.#underWay.add(number)
    ledger.put(number, 'waiting')
  }

  receive(number) {
    this.#underWay.delete(number)
    this.#page.ledger.put(number, 'received')
  }

  get status() {
    return this.#closed || ['connecting', 'open', 'closing'][this.#socket.readyState]
  }

  get tone() {
    return ['trying', 'open'][this.#socket.readyState] ?? 'over'
  }

  stop() {
    this.#socket.close()
  }

  #onClose(code) {
    const ending = gone(this.#underWay.size)
    for (const number of this.#underWay) this.#page.ledger.put(number, 'lost')
    this.#underWay.clear()
    this.#closed = `closed, ${code}`
    const text = `Closed: ${code}${ending}. It stays closed, and send() returns as before`
    this.#page.tell({ kind: 'over', text })
  }
}
