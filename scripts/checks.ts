/** One thing that must hold: `check` throws if it does not. */
export interface Check {
  readonly title: string
  check(): Promise<unknown>
}

/** Runs the checks, a few at a time, and ends with their sum. */
export async function runChecks(checks: readonly Check[], lanes: number): Promise<void> {
  const waiting = checks.values()
  let failed = 0
  const lane = async (): Promise<void> => {
    for (const { title, check } of waiting) {
      const start = performance.now()
      const error = await check().then(() => undefined, String)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(`${error === undefined ? 'ok  ' : 'FAIL'} ${title} (${seconds} s)`)
      if (error === undefined) continue
      console.log(error.replaceAll(/^/gm, '     '))
      failed += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
