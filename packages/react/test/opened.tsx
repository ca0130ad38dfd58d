import { use, type ReactNode } from 'react'
import { WebSockets } from 'wsevent'

export const ws: WebSockets = WebSockets.new()
ws.connect('wss://example.com/live', { reconnect: true })

export function Opened(): ReactNode {
  const { type } = use(ws.opened)
  return type
}
