/** How long an end is waited for, in milliseconds. */
export const PATIENCE = 2_500

/** What a socket reported, line by line, until it closed or the patience was over. */
export class Observation {
  readonly lines: string[] = []
  readonly #done: Promise<void>
  #finish: () => void = () => undefined

  constructor() {
    this.#done = new Promise((resolve) => {
      this.#finish = resolve
    })
  }

  note(line: string): void {
    this.lines.push(line)
  }

  /** The socket has closed: what still comes in the same task, and in the next, is noted as well. */
  end(): void {
    setTimeout(this.#finish, 20)
  }

  /** Calls, and notes what was thrown. */
  attempt(what: string, call: () => void): void {
    try {
      call()
      this.note(`${what} returns`)
    } catch (error) {
      this.note(`${what} throws ${nameOf(error)}`)
    }
  }

  /** Resolves with the lines; that no close came is one of them. */
  async read(): Promise<readonly string[]> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`no close within ${PATIENCE / 1_000} s`), PATIENCE)
    })
    const verdict = await Promise.race([this.#done, late])
    clearTimeout(timer)
    return [...this.lines, ...(verdict === undefined ? [] : [verdict])]
  }
}

/** A close as every column shows it. */
export function closeLine(code: number, reason: string, wasClean: boolean): string {
  return `close ${code}${reason === '' ? '' : ` “${reason}”`}${wasClean ? '' : ', not clean'}`
}

/** A message as every column shows it. */
export function messageLine(data: unknown): string {
  if (typeof data === 'string') return `message “${data.slice(0, 20)}”`
  return `message (${(data as object).constructor.name})`
}

function nameOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: string }
  return typeof code === 'string' ? code : (name ?? String(error))
}
