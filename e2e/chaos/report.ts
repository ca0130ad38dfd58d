/** What came of a run. */
export class Report {
  readonly counts: Record<string, number> = {}
  readonly violations: string[] = []

  count(counts: Readonly<Record<string, number>>): void {
    for (const [name, count] of Object.entries(counts)) {
      this.counts[name] = (this.counts[name] ?? 0) + count
    }
  }
}
