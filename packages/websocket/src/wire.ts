import type { Platform } from '@wsevent/core'

type Open = Platform['openTransport']

/** What the standard's class has of its transports beyond what a client does. */
export class Wire {
  /** Those in use, as the server's header names them; empty until the opening. */
  extensions = ''
  /** Whether a code goes into the close frame. */
  hasCode = true

  /** Opens transports, and stands between them and the client. */
  through(open: Open): Open {
    return (request, handlers) => {
      const { onOpen } = handlers
      this.extensions = ''
      handlers.onOpen = (info) => {
        this.extensions = info.extensions ?? ''
        onOpen.call(handlers, info)
      }
      const transport = open(request, handlers)
      if ('code' in transport) return transport
      const { close } = transport
      transport.close = (...frame) => close.apply(transport, this.hasCode ? frame : [])
      return transport
    }
  }
}
