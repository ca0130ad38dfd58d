// What a platform has on globalThis while the suite runs in it.

interface WseventScenarioResult {
  ok: boolean
  error?: string
  record?: unknown
}

interface WseventSuite {
  names: string[]
  run(name: string, settings: unknown): Promise<WseventScenarioResult>
}

interface WseventRunner {
  /** The uncaught errors so far, for the scenario that caused them on purpose; what is left fails it. */
  takeUncaught(): string[]
  run(
    suite: 'wseventScenarios' | 'wseventOracle',
    name: string,
    settings: unknown,
  ): Promise<WseventScenarioResult>
}

declare var wsevent: object
declare var WebSockets: object
declare function importScripts(...addresses: string[]): void
declare var wseventRunner: WseventRunner
declare var wseventScenarios: WseventSuite
declare var wseventOracle: WseventSuite
declare var wseventWorker: { evaluate(source: string, argument: unknown): Promise<unknown> }
