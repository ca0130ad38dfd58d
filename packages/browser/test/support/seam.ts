import { expect } from 'vitest'
import type { CloseInfo, Failure, MessageData, OpenInfo, TransportHandlers } from '@wsevent/core'
import { openTransport } from '../../src/transport.ts'

/** Core's side of the seam: it notes what a transport calls. */
export class Seam implements TransportHandlers {
  readonly calls: (readonly [name: string, info?: unknown])[] = []
  failure: Failure | undefined

  onOpen(info: OpenInfo): void {
    this.calls.push(['open', info])
  }

  onMessage(data: MessageData): void {
    this.calls.push(['message', data])
  }

  onPong(): void {
    this.calls.push(['pong'])
  }

  onDrain(): void {
    this.calls.push(['drain'])
  }

  onClose(info?: CloseInfo, failure?: Failure): void {
    this.failure = failure
    this.calls.push(['close', info])
  }
}

/** What `openTransport` returns at once, before it has called anybody. */
export function open(uri = 'wss://a.test/path', protocols: readonly string[] = []) {
  const seam = new Seam()
  const result = openTransport({ uri, protocols, closeTimeout: 5000, options: {} }, seam)
  expect(seam.calls).toEqual([])
  return { seam, result }
}

/** Opens a transport. */
export function begin(uri?: string, protocols?: readonly string[]) {
  const { seam, result: transport } = open(uri, protocols)
  if ('code' in transport) throw new Error(transport.code)
  return { seam, transport }
}
