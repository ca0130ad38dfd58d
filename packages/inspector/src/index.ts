export type { ClientState, Sample } from './client-state.ts'
export { InspectorError, type InspectorErrorCode } from './errors.ts'
export { importLog } from './import-log.ts'
export { inspect, type InspectOptions } from './inspect.ts'
export type { ExportOptions, Redactor } from './log.ts'
export type {
  CloseRecord,
  ConnectRecord,
  Delivery,
  ErrorRecord,
  GapRecord,
  LogRecord,
  MessageRecord,
  OpenRecord,
  ProbeRecord,
  StatusRecord,
} from './record.ts'
export type { Action, Controls, Inspection } from './recording.ts'
export type { Limits } from './ring.ts'
export type { Inspectable, InspectableSocket } from './watch.ts'
