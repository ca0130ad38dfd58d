import { installClass } from './install.ts'
import { dialWs } from './node/dial.ts'
import { installRequests } from './node/requests.ts'
import type { MockServer, MockServerOptions } from './mock-server.ts'
import { mockServerOn } from './server.ts'

export { MockServerError } from './errors.ts'
export { replay } from './replay/replay.ts'

// Its declaration, and what people read, is that of index.ts.
export const mockServer: (uri: string, options?: MockServerOptions) => MockServer = mockServerOn({
  installers: [installClass, installRequests],
  dial: dialWs,
})
