import { useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/solid'
import type { Accessor, JSX } from 'solid-js'
import { render } from 'solid-js/web'
import type { WebSockets } from 'wsevent'
import { type Kind, type Mount, reconnect, type Seat } from './seat.ts'

const useClient = ({ uri, key }: Seat): Accessor<WebSockets> =>
  useConnection(uri, { key, reconnect })

const components: Readonly<Record<Kind, (seat: Seat) => () => string>> = {
  handler: (seat) => {
    useMessages(useClient(seat), (data) => seat.onMessage(data))
    return () => ''
  },
  status: (seat) => {
    const status = useStatus(useClient(seat))
    return () => String(status().readyState)
  },
  last: (seat) => {
    const last = useLastMessage(useClient(seat))
    return () => String(last())
  },
}

export const mount: Mount = (kind, seat, element) =>
  render(() => {
    const show = components[kind](seat)
    // What JSX compiles an expression to.
    const text: unknown = () => {
      seat.onRender()
      return show()
    }
    return text as JSX.Element
  }, element)
