import type { Observer, ProbeSocket } from './socket.ts'

/** How long an end is waited for, in milliseconds. */
const PATIENCE = 2_500

/** What a socket reported, line by line, until it closed or the patience was over. */
export class Observation implements Observer {
  readonly lines: string[] = []
  readonly #onOpen: (socket: ProbeSocket) => void
  readonly #done: Promise<void>
  #finish: () => void = () => undefined

  constructor(onOpen: (socket: ProbeSocket, observation: Observation) => void = () => undefined) {
    this.#onOpen = (socket) => onOpen(socket, this)
    this.#done = new Promise((resolve) => (this.#finish = resolve))
  }

  onOpen(socket: ProbeSocket): void {
    this.lines.push('open')
    this.#onOpen(socket)
  }

  onMessage(data: unknown): void {
    const type = (data as object).constructor.name
    this.lines.push(`message ${typeof data === 'string' ? `“${data.slice(0, 20)}”` : `(${type})`}`)
  }

  onError(error: string): void {
    this.lines.push(`error ${error}`)
  }

  onClose(code: number, reason: string, wasClean: boolean): void {
    this.lines.push(
      `close ${code}${reason === '' ? '' : ` “${reason}”`}${wasClean ? '' : ', not clean'}`,
    )
    this.end()
  }

  /** The socket has ended: what still comes in the same task, and in the next, is noted as well. */
  end(): void {
    setTimeout(this.#finish, 20)
  }

  /** Calls, and notes what was thrown. */
  guard<Result>(what: string, act: () => Result): Result | undefined {
    try {
      return act()
    } catch (error) {
      const { code, name } = error as { readonly code?: unknown; readonly name?: string }
      this.lines.push(`${what} throws ${typeof code === 'string' ? code : name}`)
      return undefined
    }
  }

  /** Calls, and notes what came of it. */
  call(what: string, act: () => void): void {
    this.guard(what, () => {
      act()
      this.lines.push(`${what} returns`)
    })
  }

  /** Resolves with the lines; that no close came is one of them. */
  async read(): Promise<readonly string[]> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<string[]>((resolve) => {
      timer = setTimeout(() => resolve([`no close within ${PATIENCE / 1_000} s`]), PATIENCE)
    })
    const last = await Promise.race([this.#done, late])
    clearTimeout(timer)
    return [...this.lines, ...(last ?? [])]
  }
}
