import { installClass } from './install.ts'
import { installRequests } from './node/requests.ts'
import { mockServerWith, type MockServer, type MockServerOptions } from './server.ts'

export { MockServerError } from './errors.ts'

// Its declaration, and what people read, is that of index.ts.
export const mockServer: (uri: string, options?: MockServerOptions) => MockServer = mockServerWith([
  installClass,
  installRequests,
])
