import { type Live, useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/svelte'
import { mount as mountComponent, unmount } from 'svelte'
import type { WebSockets } from 'wsevent'
import { type Kind, type Mount, reconnect, type Seat } from './seat.ts'
import Component from './seat.svelte'

const useClient = ({ uri, key }: Seat): Live<WebSockets> => useConnection(uri, { key, reconnect })

const setups: Readonly<Record<Kind, (seat: Seat) => () => string>> = {
  handler: (seat) => {
    useMessages(useClient(seat), (data) => seat.onMessage(data))
    return () => ''
  },
  status: (seat) => {
    const status = useStatus(useClient(seat))
    return () => String(status.current.readyState)
  },
  last: (seat) => {
    const last = useLastMessage(useClient(seat))
    return () => String(last.current)
  },
}

export const mount: Mount = (kind, seat, target) => {
  const component = mountComponent(Component, {
    target,
    props: { setup: () => setups[kind](seat), onRender: seat.onRender },
  })
  return () => void unmount(component)
}
