/** Stable codes of what the inspector refuses. */
export type InspectorErrorCode =
  | 'ERR_INVALID_CLIENT'
  | 'ERR_INVALID_OPTION'
  | 'ERR_INVALID_LOG'
  | 'ERR_FAULTS_UNSUPPORTED'
  | 'ERR_STOPPED'

/** The inspector's own error: `code` is stable, `message` says what to do. */
export class InspectorError extends Error {
  override readonly name = 'InspectorError'
  /** A stable code. */
  readonly code: InspectorErrorCode

  /**
   * @param code - one of the documented codes
   * @param message - a sentence for people
   */
  constructor(code: InspectorErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
