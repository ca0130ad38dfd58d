/** Stable codes of what the kit refuses, and of what did not come. */
export type MockErrorCode =
  | 'ERR_INVALID_URI'
  | 'ERR_INVALID_OPTION'
  | 'ERR_URI_TAKEN'
  | 'ERR_UNKNOWN_FAULT'
  | 'ERR_NO_SERVER'
  | 'ERR_NO_MESSAGE'
  | 'ERR_NO_CONNECTION'
  | 'ERR_INVALID_LOG'
  | 'ERR_NOT_REPLAYED'

/** The kit's own error: `code` is stable, `message` says what to do. */
export class MockServerError extends Error {
  override readonly name = 'MockServerError'
  /** A stable code. */
  readonly code: MockErrorCode

  /**
   * @param code - one of the documented codes
   * @param message - a sentence for people
   */
  constructor(code: MockErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
