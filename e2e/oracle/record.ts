/** What one platform did at one probe. */
export interface Record {
  readonly name: string
  readonly raw: readonly string[]
  readonly ours: readonly string[]
  /** The rows of the platform table that allow ours to differ here. */
  readonly documented: readonly string[]
}
