import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, isIPv6, type Socket } from 'node:net'
import { unescape } from 'node:querystring'
import tls, { type ConnectionOptions } from 'node:tls'
import type { Dialing } from './dialing.ts'
import { ProxyError, retryAfterOf } from './failure.ts'

/** What node:http says of a connection that it needs, and whom it wants to hear of it. */
export type Connect = (
  target: ConnectionOptions,
  onSocket: (error: Error | null, socket?: Socket) => void,
) => undefined

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (!username && !password) return {}
  const credentials = Buffer.from(`${unescape(username)}:${unescape(password)}`)
  return { 'proxy-authorization': `Basic ${credentials.toString('base64')}` }
}

/** Asks a proxy for a tunnel (RFC 9110, section 9.3.6). */
function ask(proxy: URL, authority: string): ClientRequest {
  const { request } = proxy.protocol === 'https:' ? https : http
  return request({
    method: 'CONNECT',
    host: proxy.hostname.replaceAll(/^\[|\]$/g, ''),
    port: proxy.port,
    path: authority,
    headers: { host: authority, connection: 'keep-alive', ...authorization(proxy) },
    agent: false,
  }).end()
}

/** TLS with the target, inside of the tunnel. */
function secure(target: ConnectionOptions, socket: Socket): Socket {
  const { host = '', servername = isIP(host) ? '' : host } = target
  return tls.connect({ ...target, path: undefined, servername, socket })
}

function refusal(origin: string, { statusCode: status = 0, headers }: IncomingMessage): ProxyError {
  const retryAfter = retryAfterOf(headers['retry-after'], Date.now())
  return new ProxyError(`the proxy ${origin} answered CONNECT with ${status}`, {
    status,
    retryAfter,
  })
}

/** Makes connections through a proxy; each socket is known to `dialing` from its beginning. */
export function tunnel(proxy: URL, isSecure: boolean, dialing: Dialing): Connect {
  return (target, onSocket) => {
    const { host = '', port = '' } = target
    const request = ask(proxy, `${isIPv6(host) ? `[${host}]` : host}:${port}`)
    request.once('socket', (socket) => dialing.add(socket))
    request.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `the proxy ${proxy.origin} gave no tunnel (${cause.code ?? cause.message})`
      onSocket(new ProxyError(message, { cause }))
    })
    request.once('connect', (response, socket: Socket, head) => {
      if (Math.floor((response.statusCode ?? 0) / 100) !== 2) {
        socket.destroy()
        return onSocket(refusal(proxy.origin, response))
      }
      if (head.length > 0) socket.unshift(head)
      try {
        const opened = isSecure ? secure(target, socket) : socket
        dialing.add(opened)
        onSocket(null, opened)
      } catch (error) {
        // A certificate or a key that OpenSSL refuses.
        socket.destroy()
        onSocket(error as Error)
      }
    })
    return undefined
  }
}
