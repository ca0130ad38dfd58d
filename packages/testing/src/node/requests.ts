import http, { type RequestOptions } from 'node:http'
import https from 'node:https'
import { serverAt } from '../registry.ts'
import { NodeRequest, type HandshakeOptions } from './node-request.ts'

type Make = typeof http.request

// From before anybody put theirs over it, a mock of HTTP for instance: no request of ours is for them.
const plain = http.request
const secure = https.request

function isUpgrade({ headers = {} }: HandshakeOptions): boolean {
  return Object.entries(headers).some(
    ([name, value]) => /^upgrade$/i.test(name) && /^websocket$/i.test(String(value)),
  )
}

function uriOf(scheme: string, { host, port, path }: HandshakeOptions): string {
  const name = String(host)
  // Without the port that the scheme has anyway.
  return new URL(`${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}${path}`).href
}

/** Gives the handshakes for a mock server a stream to it; everything else goes where it went. */
function intercept(scheme: string, original: Make, current: Make): Make {
  return ((...given: Parameters<Make>) => {
    const options = given[0] as unknown as HandshakeOptions
    const isOptions = typeof options === 'object' && !(options instanceof URL)
    const uri = isOptions && isUpgrade(options) ? uriOf(scheme, options) : ''
    const server = uri && serverAt(uri)
    if (!server) return current(...given)
    const createConnection: RequestOptions['createConnection'] = (_options, onCreated) => {
      const request = new NodeRequest(uri, options, onCreated)
      server.receive(request)
      return request.dial()?.setTimeout(options.timeout ?? 0)
    }
    return original({ ...options, agent: undefined, createConnection } as RequestOptions)
  }) as Make
}

/** Puts ours in the place of `http.request` and `https.request`, where `ws` makes its handshake. */
export function installRequests(): () => void {
  const before = [http.request, https.request] as const
  const ours = [intercept('ws', plain, before[0]), intercept('wss', secure, before[1])] as const
  const [request, secureRequest] = ours
  http.request = request
  https.request = secureRequest
  return () => {
    // Somebody else put theirs over ours: it is theirs to take away.
    if (http.request === request) http.request = before[0]
    if (https.request === secureRequest) https.request = before[1]
  }
}
