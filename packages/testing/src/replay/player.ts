import type { Connection } from '../connection.ts'
import { MockServerError } from '../errors.ts'
import { soon } from '../line.ts'
import type { Request } from '../peer.ts'
import { clearTimeout, setTimeout } from '../real-time.ts'
import type { Director, Server } from '../server.ts'
import type { Scene, Step } from './script.ts'

type Admitting = Pick<Server, 'admit'>

/** What the server does in one connection, and how far it is. */
interface Part {
  readonly connection: Connection
  readonly steps: readonly Step[]
  done: number
  timers: readonly Timer[]
}

type Timer = ReturnType<typeof setTimeout>

/** The mock server's side of a log: each attempt that arrives is the next one of the log. */
export class Player implements Director {
  readonly #server: Admitting
  readonly #scenes: readonly Scene[]
  readonly #speed: number
  readonly #parts = new Map<Connection, Part>()
  readonly #waiting = new Set<() => void>()
  readonly #answers: Timer[] = []
  #next = 0
  // Answers and faults that have been decided on, and not happened yet.
  #underWay = 0

  constructor(server: Admitting, scenes: readonly Scene[], speed: number) {
    this.#server = server
    this.#scenes = scenes
    this.#speed = speed
  }

  /** False if the log has no more attempts. */
  receive(request: Request): boolean {
    const scene = this.#scenes[this.#next]
    if (!scene) return false
    this.#next += 1
    const { opened, denial, steps } = scene
    const answer = (): void => {
      if (opened) this.#open(request, opened, steps)
      else if (denial?.type === 'refuse') request.refuse()
      else if (denial?.type === 'tls') request.failTls('CERT_HAS_EXPIRED')
      else if (denial?.type === 'status') request.reject({ status: denial.status })
      this.#end()
    }
    this.#underWay += 1
    if (this.#isFast) soon(answer)
    else this.#answers.push(this.#in((opened ?? denial)?.at ?? 0, answer))
    return true
  }

  onMessage(connection: Connection): void {
    const part = this.#parts.get(connection)
    if (part && this.#isFast) soon(() => this.#advance(part))
  }

  stop(): void {
    this.#cancel(this.#answers)
  }

  finished(timeout: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#whereabouts !== undefined) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        const message = `The replay did not finish within ${timeout} ms: ${this.#whereabouts}.`
        reject(new MockServerError('ERR_NOT_REPLAYED', message))
      }, timeout)
      this.#waiting.add(look)
      look()
    })
  }

  #open(
    request: Request,
    { at, protocol }: NonNullable<Scene['opened']>,
    steps: Scene['steps'],
  ): void {
    const connection = this.#server.admit(request, protocol)
    const part: Part = { connection, steps, done: 0, timers: [] }
    this.#parts.set(connection, part)
    void connection.opened.then(() => this.#play(part, at))
    void connection.closed.then(() => this.#cancel(part.timers))
  }

  #play(part: Part, openedAt: number): void {
    if (this.#isFast) this.#advance(part)
    else
      part.timers = part.steps.map((step) =>
        this.#in(step.at - openedAt, () => this.#act(part, step)),
      )
  }

  /** As fast as possible: what the client had not waited for then, it does not wait for now. */
  #advance(part: Part): void {
    for (;;) {
      const step = part.steps[part.done]
      if (!step || step.sent > part.connection.messages.length) return
      this.#act(part, step)
    }
  }

  #act(part: Part, { act }: Step): void {
    const { connection } = part
    part.done += 1
    this.#underWay += 1
    if (act.type === 'send') connection.send(act.data)
    else if (act.type === 'close') connection.close(act.code, act.reason)
    else return this.#strike(connection, act.type)
    this.#end()
  }

  /** Behind what was sent: in memory everything arrives before the next task. */
  #strike(connection: Connection, fault: 'drop' | 'black-hole'): void {
    setTimeout(() => {
      if (connection.isOpen) connection.fail(fault)
      this.#end()
    }, 0)
  }

  get #isFast(): boolean {
    return this.#speed === Infinity
  }

  /** By the clock that the test may have replaced. */
  #in(delay: number, task: () => void): Timer {
    return globalThis.setTimeout(task, Math.max(0, Math.round(delay / this.#speed)))
  }

  #cancel(timers: readonly Timer[]): void {
    for (const timer of timers) globalThis.clearTimeout(timer)
  }

  /** Something has happened. */
  #end(): void {
    this.#underWay -= 1
    for (const look of this.#waiting) look()
  }

  /** What the server waits for; undefined if there is nothing. */
  get #whereabouts(): string | undefined {
    const scene = this.#scenes[this.#next]
    for (const { connection, steps, done } of this.#parts.values()) {
      const step = steps[done]
      const count = connection.messages.length
      if (step && this.#isFast && step.sent > count)
        return `line ${step.line} of the log comes after ${step.sent} messages of the client, and ${count} came`
      if (step && !connection.isOpen && done > 0)
        return `the connection ended before line ${step.line} of the log`
      if (step) return `line ${step.line} of the log is not due yet`
    }
    if (this.#underWay > 0) return 'the server has yet to answer an attempt'
    return (
      scene &&
      `attempt ${scene.attempt} of client ${scene.client} (line ${scene.line} of the log) has not begun`
    )
  }
}
