import { useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/vue'
import { createApp, type ShallowRef } from 'vue'
import type { WebSockets } from 'wsevent'
import { type Kind, type Mount, reconnect, type Seat } from './seat.ts'

const useClient = ({ uri, key }: Seat): Readonly<ShallowRef<WebSockets>> =>
  useConnection(uri, { key, reconnect })

const setups: Readonly<Record<Kind, (seat: Seat) => () => string>> = {
  handler: (seat) => {
    useMessages(useClient(seat), (data) => seat.onMessage(data))
    return () => ''
  },
  status: (seat) => {
    const status = useStatus(useClient(seat))
    return () => String(status.value.readyState)
  },
  last: (seat) => {
    const last = useLastMessage(useClient(seat))
    return () => String(last.value)
  },
}

export const mount: Mount = (kind, seat, element) => {
  const app = createApp({
    setup() {
      const show = setups[kind](seat)
      return () => {
        seat.onRender()
        return show()
      }
    },
  })
  app.mount(element)
  return () => app.unmount()
}
