import type {
  CloseInfo,
  MessageData,
  OpenInfo,
  Transport,
  TransportHandlers,
  WebSocketsError,
} from '@wsevent/core'
import { openTransport } from '../../src/transport.ts'

/** Core's side of the seam: it notes what a transport calls, and lets nothing go by itself. */
export class Seam implements TransportHandlers {
  readonly calls: (readonly unknown[])[] = []
  cause: WebSocketsError | undefined

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

  onClose(info: CloseInfo, cause?: WebSocketsError): void {
    this.cause = cause
    this.calls.push(['close', info])
  }
}

/** Opens a transport of the browser's. */
export function start(
  uri = 'wss://a.test/path',
  protocols: readonly string[] = [],
): { readonly seam: Seam; readonly transport: Transport } {
  const seam = new Seam()
  const transport = openTransport({ uri, protocols, closeTimeout: 5000, options: {} }, seam)
  return { seam, transport }
}
