import { expect, onTestFinished } from 'vitest'
import type { CloseInfo, Failure, MessageData, TransportHandlers, Values } from '@wsevent/core'
import { options as table } from '../../src/options.ts'
import { openTransport } from '../../src/transport.ts'
import { Changing } from './changing.ts'
import type { Server } from './server.ts'

type Call = 'open' | 'message' | 'pong' | 'close'

/** Core's side of the seam: it notes what a transport calls. */
export class Seam extends Changing implements TransportHandlers {
  readonly calls: Call[] = []
  readonly messages: MessageData[] = []
  close: CloseInfo | undefined
  failure: Failure | undefined
  drains = 0
  /** Is called within each call, as core's handlers run within it. */
  onCall: (call: Call) => void = () => undefined

  onOpen(): void {
    this.#note('open')
  }

  onMessage(data: MessageData): void {
    this.messages.push(data)
    this.#note('message')
  }

  onPong(): void {
    this.#note('pong')
  }

  onDrain(): void {
    this.drains += 1
    this.changed()
  }

  onClose(info?: CloseInfo, failure?: Failure): void {
    this.close = info
    this.failure = failure
    this.#note('close')
  }

  async called(call: Call): Promise<void> {
    await this.until(() => this.calls.includes(call))
  }

  #note(call: Call): void {
    this.calls.push(call)
    this.onCall(call)
    this.changed()
  }
}

const defaults = Object.fromEntries(
  Object.entries(table).map(([name, [, fallback]]) => [name, fallback]),
)

/** What `openTransport` returns, before it has called anybody. */
export function open(uri: string, options: Values = {}) {
  const seam = new Seam()
  const request = { uri, protocols: [], closeTimeout: 5000, options: { ...defaults, ...options } }
  const result = openTransport(request, seam, { isRefed: true })
  expect(seam.calls).toEqual([])
  return { seam, result }
}

/** Opens a transport, which is dropped when the test ends. */
export function begin(uri: string, options?: Values) {
  const { seam, result: transport } = open(uri, options)
  if ('code' in transport) throw new Error(transport.code)
  onTestFinished(() => transport.drop())
  return { seam, transport }
}

/** Both sides of a transport that is open. */
export async function seamPair<Peer>(started: Promise<Server<Peer>>) {
  const server = await started
  const { seam, transport } = begin(server.url)
  await seam.called('open')
  return { seam, transport, peer: await server.nextPeer() }
}
