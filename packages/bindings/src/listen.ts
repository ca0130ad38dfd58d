import type { MessageData, WebSockets, WebSocketsMessageEvent } from 'wsevent'

/**
 * Hands each message to the handler, once; two who pass the same function both hear.
 * @param handler - asked anew for each message
 * @returns what ends that
 * @throws `ERR_INVALID_LISTENER`
 */
export function listen(ws: WebSockets, handler: () => (data: MessageData) => void): () => void {
  const onMessage = ({ data }: WebSocketsMessageEvent): void => handler()(data)
  // The client refuses what is no function.
  ws.addEventListener('message', typeof handler() === 'function' ? onMessage : (handler() as never))
  return () => ws.removeEventListener('message', onMessage)
}
