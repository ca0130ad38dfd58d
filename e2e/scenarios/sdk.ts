import type * as wsevent from 'wsevent'

export type Sdk = typeof wsevent

/** The client without its types, to call it with what it must refuse. */
export interface LooseClient {
  addEventListener(...parameters: unknown[]): void
  removeEventListener(...parameters: unknown[]): void
  connect(...parameters: unknown[]): void
  disconnect(...parameters: unknown[]): void
  send(...parameters: unknown[]): void
  subscribe(...parameters: unknown[]): unknown
  drained(...parameters: unknown[]): Promise<void>
}
