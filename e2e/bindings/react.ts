import { useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/react'
import { createElement, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { WebSockets } from 'wsevent'
import { type Mount, reconnect, type Seat } from './seat.ts'

// Options are written inline, as people do.
function useClient({ uri, key, onRender }: Seat): WebSockets {
  onRender()
  return useConnection(uri, { key, reconnect: { ...reconnect } })
}

const components = {
  handler: (seat: Seat): ReactNode => {
    useMessages(useClient(seat), (data) => seat.onMessage(data))
    return null
  },
  status: (seat: Seat): ReactNode => useStatus(useClient(seat)).readyState,
  last: (seat: Seat): ReactNode => String(useLastMessage(useClient(seat))),
}

export const mount: Mount = (kind, { key, ...seat }, element) => {
  const root = createRoot(element)
  // React takes `key` for itself.
  const component = (): ReactNode => components[kind]({ key, ...seat })
  root.render(createElement(StrictMode, undefined, createElement(component)))
  return () => root.unmount()
}
