import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process of the bench, which ends with it; each answer is waited for, but not for ever. */
export class Child {
  #process
  #complaints = ''

  /** @param {string} file @param {string[]} parameters @param {{ execArgv?: string[], env?: NodeJS.ProcessEnv }} [options] */
  constructor(file, parameters, options) {
    const path = fileURLToPath(new URL(file, import.meta.url))
    this.#process = fork(path, parameters, { ...options, silent: true })
    this.#process.stderr?.on('data', (chunk) => {
      this.#complaints = (this.#complaints + String(chunk)).slice(-2000)
    })
    this.#process.stdout?.resume()
    this.#process.on('error', () => {})
  }

  get pid() {
    return this.#process.pid
  }

  /**
   * @param {number} timeout in milliseconds
   * @param {object} [question]
   * @returns {Promise<any>} the next message
   */
  async ask(timeout, question) {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), timeout)
    const { signal } = patience
    try {
      const answer = once(this.#process, 'message', { signal })
      const end = once(this.#process, 'exit', { signal }).then(([code, killer]) => {
        throw new Error(
          `ended by ${killer ?? code}: ${this.#complaints.trim().split('\n').slice(0, 6).join(' | ')}`,
        )
      })
      if (question) this.#process.send(question)
      const [message] = await Promise.race([answer, end])
      if (message.error) throw new Error(message.error)
      return message
    } catch (error) {
      throw signal.aborted ? new Error(`no answer within ${timeout} ms`) : error
    } finally {
      clearTimeout(timer)
      // Lets the one of the two that did not happen go.
      patience.abort()
    }
  }

  get hasEnded() {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  async end() {
    if (this.hasEnded) return
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await exited
  }
}
