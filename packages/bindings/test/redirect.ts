import { vi } from 'vitest'
import { WebSockets, type ConnectOptions, type UriProvider } from 'wsevent'

/** Leads the examples, which connect to wss://example.com, to a server of the test. */
export function redirect(url: string): void {
  const connect = WebSockets.prototype.connect
  vi.spyOn(WebSockets.prototype, 'connect').mockImplementation(function connectLocally(
    this: WebSockets,
    uri: unknown,
    options?: ConnectOptions,
  ) {
    const given = uri as string | UriProvider
    connect.call(
      this,
      typeof given === 'string' ? given.replace('wss://example.com', url) : given,
      options,
    )
  })
}
