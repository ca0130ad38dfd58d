import type { Failure, WireCode } from '@wsevent/core'

/** An error event at a socket: a browser's says nothing, that of other runtimes has a message. */
export interface ErrorReport extends Partial<Event> {
  readonly message?: string | undefined
  readonly error?: unknown
}

/** What an error means; `code` is what it means to who knows nothing more. */
export type FailureOf = (code: WireCode, report: ErrorReport) => Failure

/** How a runtime words why an attempt failed; a group in a pattern is the HTTP status. */
export type Wording = Readonly<Partial<Record<WireCode, RegExp>>>

// An ended TCP connection, one without TLS's close_notify, and an error of the system, as Deno says it.
const LOST = /EOF|close_notify|os error/

/** An error as a failure; whatever the platform told is kept as the cause. */
export const failureOf: FailureOf = (code, { message, error }) => {
  const isLost = code === 'ERR_PROTOCOL' && LOST.test(message ?? '')
  const cause = error ?? (message && new Error(message))
  return { code: isLost ? 'ERR_CONNECTION_LOST' : code, ...(cause && { cause }) }
}

/** Reads the messages of a runtime that words them like this. */
export function reader(wording: Wording): FailureOf {
  return (code, report) => {
    const { message = '' } = report
    const failure = failureOf(code, report)
    if (code === 'ERR_PROTOCOL') return { ...failure, detail: message }
    const said = `${String((report.error as { code?: unknown } | undefined)?.code)} ${message}`
    for (const [worded, pattern] of Object.entries(wording) as [WireCode, RegExp][]) {
      const [found, status] = pattern.exec(said) ?? []
      if (status) return { ...failure, code: worded, status: Number(status), detail: status }
      if (found) return { ...failure, code: worded, detail: message }
    }
    return failure
  }
}
