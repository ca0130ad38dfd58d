import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { WebSockets } from 'wsevent'

/** A client that is connected as long as the component is mounted, and its status. */
export function useWebSockets(uri, onMessage) {
  const [ws] = useState(() => WebSockets.new())
  const subscribe = useCallback((onChange) => ws.subscribe(onChange), [ws])
  const getStatus = () => ws.status
  const status = useSyncExternalStore(subscribe, getStatus, getStatus)

  useEffect(() => {
    ws.addEventListener(ws.ONMESSAGE, onMessage)
    return () => ws.removeEventListener(ws.ONMESSAGE, onMessage)
  }, [ws, onMessage])

  useEffect(() => {
    ws.connect(uri, { reconnect: true, queue: true })
    return () => ws.disconnect()
  }, [ws, uri])

  return [ws, status]
}
