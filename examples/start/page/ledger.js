/** Where a message that the page sent is, as far as anyone can know; the server's own record has the last word. */
const PLACES = ['received', 'waiting', 'told', 'lost']
const REMEMBERED = 5000

/** What became of each message of one lane: `sent` is always the sum of the four places. */
export class Ledger {
  #places = new Map()
  #counts = Object.fromEntries(PLACES.map((place) => [place, 0]))

  get counts() {
    const counts = { ...this.#counts }
    return { sent: PLACES.reduce((sum, place) => sum + counts[place], 0), ...counts }
  }

  /** Notes a message, or where it is now. */
  put(number, place) {
    const before = this.#places.get(number)
    // What has arrived has arrived: news of a lost connection may come later.
    if (before === 'received') return
    if (before !== undefined) this.#counts[before] -= 1
    this.#places.set(number, place)
    this.#counts[place] += 1
    if (this.#places.size > REMEMBERED) this.#places.delete(this.#places.keys().next().value)
  }

  /** The places of the newest messages, oldest first. */
  newest(count) {
    return [...this.#places.values()].slice(-count)
  }
}
