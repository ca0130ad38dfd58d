// What a platform has on globalThis while the suite runs in it.
import type { Scenarios } from '../bindings/scenarios.ts'
import type * as webSocket from 'wsevent/websocket'
import type { Sdk } from '../scenarios/sdk.ts'

export type WorkerKind = 'dedicated' | 'shared' | 'service'

interface Suite {
  run(name: string, settings: unknown): Promise<unknown>
}

interface Runner {
  /** The uncaught errors so far, which then fail nothing. */
  takeUncaught(): unknown[]
  /** Resolves with the next uncaught error, which then fails nothing. */
  expectUncaught(): Promise<unknown>
  /** Gives the record of one entry of a suite, and what went wrong with it. */
  run(
    suite: 'wseventScenarios' | 'wseventOracle',
    name: string,
    settings: unknown,
  ): Promise<{ record?: unknown; error: string }>
}

declare global {
  var wsevent: Sdk
  var wseventWebSocket: typeof webSocket
  /** The script-tag build: the class with every exported name on it. */
  var WebSockets: Sdk['WebSockets'] & Sdk
  function importScripts(...addresses: string[]): void
  var wseventRunner: Runner
  var wseventScenarios: Suite
  var wseventOracle: Suite
  var wseventBindings: Scenarios
  var wseventWorker: {
    evaluate(kind: WorkerKind, source: string, argument: unknown): Promise<unknown>
  }
}
