import type { WebSocketOptions } from './idl.ts'

/** Milliseconds: the standard names no limit, so these are as patient as Chromium and `ws`. */
export const PATIENCE: WebSocketOptions = { connectTimeout: 240_000, closeTimeout: 30_000 }

/** The third argument; what is no object is one too many, and the standard ignores it. */
export function toOptions(given: unknown): WebSocketOptions | undefined {
  return Object(given) === given ? (given as WebSocketOptions) : undefined
}
