import type { Connection } from './connection.ts'
import type { MessageData } from './data.ts'
import type { CloseInfo, Request } from './peer.ts'

/** What a connection to the real server has of use here. */
export interface Upstream {
  binaryType: string
  readonly protocol: string
  onopen: unknown
  onmessage: unknown
  onclose: unknown
  onerror: unknown
  send(data: MessageData): void
  close(code?: number, reason?: string): void
}

/** Connects to the real server as the client that asks would have done. */
export type Dial = (uri: string, request: Request) => Upstream

/** Only some codes can be asked for (WHATWG). */
function close(upstream: Upstream, { code, reason }: CloseInfo): void {
  if (code === 1000 || code >= 3000) upstream.close(code, reason)
  else upstream.close()
}

/** Joins a client to the real server, which is asked first: a client that it refuses gets a 502. */
export function join(
  upstream: Upstream,
  request: Request,
  accept: (protocol: string) => Connection,
  onMessage: (data: MessageData, to: Connection) => void,
): void {
  let connection: Connection | undefined
  const toClient = (act: (to: Connection) => void): void => {
    const to = connection
    void to?.opened.then(() => act(to))
  }
  upstream.binaryType = 'arraybuffer'
  upstream.onopen = () => {
    connection = accept(upstream.protocol)
    void connection.closed.then((info) => close(upstream, info))
  }
  upstream.onmessage = ({ data }: { data: MessageData }) => toClient((to) => onMessage(data, to))
  // Its close follows, and says more.
  upstream.onerror = () => undefined
  upstream.onclose = ({ code, reason }: CloseInfo) => {
    if (!connection) request.reject({ status: 502 })
    else if (code === 1006) toClient((to) => to.drop())
    else toClient((to) => to.close(code === 1005 ? undefined : code, reason))
  }
}
