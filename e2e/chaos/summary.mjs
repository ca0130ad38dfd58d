import { KINDS } from './faults.mjs'

const FAULTS = [...Object.keys(KINDS), 'kill', 'restart', 'stop and continue']

/** Adds the runs up, and tells of those that broke a promise. */
export class Summary {
  #seed
  #passed = 0
  #failed = 0
  drops = 0
  #failures = 0
  #start = Date.now()
  /** @type {Record<string, number>} */
  #kinds = {}
  /** @type {Record<string, number>} */
  #totals = {}

  /** @param {number} seed */
  constructor(seed) {
    this.#seed = seed
  }

  /**
   * @param {number} index
   * @param {import('./client.mjs').Report} report
   * @param {Readonly<Record<string, number>>} kinds - what befell it, and how often
   */
  add(index, { violations, drops, failures, totals }, kinds) {
    this.drops += drops
    this.#failures += failures
    addTo(this.#kinds, kinds)
    addTo(this.#totals, totals)
    if (violations.length === 0) this.#passed += 1
    else
      this.fail(
        `client ${index} (--seed ${this.#seed} --client ${index}):\n  ${violations.slice(0, 8).join('\n  ')}`,
      )
  }

  /** @param {string} what */
  fail(what) {
    this.#failed += 1
    process.stdout.write(`FAILED ${what}\n`)
  }

  /** A run that never got into trouble proves nothing. */
  checkCoverage() {
    for (const name of ['arrived', 'unsent', 'unconfirmed', 'inFlight']) {
      if (!this.#totals[name]) this.fail(`no message was ${name}`)
    }
    for (const name of FAULTS) {
      if (!this.#kinds[name]) this.fail(`nobody met with "${name}"`)
    }
  }

  /** @returns {boolean} whether nothing failed */
  print() {
    const seconds = ((Date.now() - this.#start) / 1000).toFixed(1)
    process.stdout.write(
      `${this.drops} connections dropped, ${this.#failures} attempts failed, in ${seconds} s\n` +
        `what befell them: ${list(this.#kinds)}\nmessages: ${list(this.#totals)}\n` +
        `${this.#passed} passed, ${this.#failed} failed\n`,
    )
    return this.#failed === 0
  }
}

/**
 * @param {Record<string, number>} sums
 * @param {Readonly<Record<string, number>>} more
 */
function addTo(sums, more) {
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value
}

/** @param {Readonly<Record<string, number>>} sums */
function list(sums) {
  return Object.entries(sums)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
