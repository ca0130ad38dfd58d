import type { ErrorCode } from './errors.ts'

/** What an error of the script-tag build says beside its link: the code, and what it is about. */
export function sentence(code: ErrorCode, subject: string): string {
  return `${code} ${subject}`.trim()
}
