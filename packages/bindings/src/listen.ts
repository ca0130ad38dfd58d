import type { MessageData, WebSockets, WebSocketsMessageEvent } from 'wsevent'

/**
 * Hands each message to the handler, once; two who pass the same function both hear.
 * @param latest - read anew for each message
 * @returns what ends that
 * @throws `ERR_INVALID_LISTENER`
 */
export function listen(
  ws: WebSockets,
  latest: { readonly current: (data: MessageData) => void },
): () => void {
  const onMessage = ({ data }: WebSocketsMessageEvent): void => latest.current(data)
  // The client refuses what is no function.
  ws.addEventListener('message', typeof latest.current === 'function' ? onMessage : latest.current)
  return () => ws.removeEventListener('message', onMessage)
}
