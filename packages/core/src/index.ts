export * from './names.ts'
export { Client } from './client.ts'
export { isArrayBuffer, isBlob, snapshotOf } from './data.ts'
export type { Failure } from './errors.ts'
export { listen, type Listenable } from './listen.ts'
export { commonOptions, optionsWithPing } from './options.ts'
export { runtimeOf, type Globals } from './runtime.ts'
export { sizeOf } from './size.ts'
export type {
  Clock,
  CloseInfo,
  Network,
  OpenInfo,
  Platform,
  Transport,
  TransportHandlers,
  TransportRequest,
} from './transport.ts'
export { option } from './validate.ts'
export type { Option, Options, Rule, Values } from './validate.ts'
