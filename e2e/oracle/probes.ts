import type { PlatformFacts } from '../scenarios/platforms.ts'
import type { Urls } from '../scenarios/test-server.ts'
import type { Observation } from './observation.ts'
import type { ProbeSocket } from './socket.ts'

type Act = (socket: ProbeSocket, observation: Observation) => void

/** A behaviour of a server, or of a caller, whose effect on each platform is on record. */
export interface Probe {
  readonly name: string
  readonly uri: (urls: Urls) => string
  readonly protocols?: readonly string[]
  /** Right after the socket was made. */
  readonly onStart?: Act
  readonly onOpen?: Act
  /** The facts of the platforms that say why ours differs here; without one ours is the same everywhere. */
  readonly documented?: readonly (keyof PlatformFacts)[]
}

type Rest = Omit<Probe, 'name' | 'uri'>

/** Calls close with these arguments, then closes in good order. */
function closes(...parameters: readonly unknown[]): Act {
  const shown = parameters.map((value) =>
    typeof value === 'string' && value.length > 20
      ? `${value.length} bytes`
      : JSON.stringify(value),
  )
  return (socket, observation) => {
    observation.call(`close(${shown.join(', ')})`, () => socket.close(...parameters))
    socket.close()
  }
}

/** Sends, then closes. */
function sends(data: unknown): Act {
  return (socket, observation) => {
    observation.call(`send(${JSON.stringify(data)})`, () => socket.send(data))
    socket.close()
  }
}

const close: Rest = { onOpen: (socket) => socket.close() }
const closeMine: Rest = { onOpen: (socket) => socket.close(4_001, 'mine') }
const speak: Rest = { onOpen: (socket) => socket.send('go on') }
const speakUntilAnswered: Rest = {
  onOpen: (socket) => {
    socket.onMessage(() => socket.close())
    socket.send('go on')
  },
}
const cause: Rest = { documented: ['reportsFailure'] }

const throwing: Rest = {
  onStart: (socket, observation) => {
    socket.onMessage(() => {
      throw new Error('thrown on purpose')
    })
    socket.onMessage(() => observation.lines.push('the other listener runs'))
  },
}

const sendAfterClose: Rest = {
  onOpen: (socket, observation) => {
    socket.close()
    observation.call('send("x")', () => socket.send('x'))
  },
}

/** Paths of the test server, or URIs. */
const table: readonly (readonly [path: string, name: string, rest?: Rest])[] = [
  // Before the opening.
  ['/handshake?status=401', 'handshake answered 401', cause],
  ['/handshake?status=404', 'handshake answered 404', cause],
  ['/handshake?status=200', 'handshake answered 200', cause],
  ['/handshake?status=503', 'handshake answered 503', cause],
  [
    '/handshake?status=302&location=/close?code=4001',
    'handshake answered 302',
    { documented: ['reportsFailure', 'followsRedirects'] },
  ],
  ['/handshake?accept=wrong', 'wrong accept key'],
  ['/handshake?accept=none', 'no accept key'],
  ['/handshake?upgrade=none', 'no Upgrade header', cause],
  ['/drop-handshake', 'TCP ends instead of an answer'],
  ['/drop-mid-handshake', 'TCP ends in the middle of the answer'],
  ['/garbage-at-handshake', 'an answer that is no HTTP'],
  ['/oversize-headers', 'a header of 1 MiB'],
  ['/no-subprotocol', 'a subprotocol that is not answered', { protocols: ['a'], ...close }],
  ['/other-subprotocol', 'a subprotocol that was not offered', { protocols: ['a'], ...close }],
  ['/other-extension', 'an extension that was not offered', close],
  ['/continue-100', '100 before the 101', { ...close, documented: ['failsInterim'] }],
  ['/early-hints-103', '103 before the 101', { ...close, documented: ['failsInterim'] }],
  // What a caller may do to a socket.
  ['/echo', 'close()', { onOpen: closes() }],
  ['/echo', 'close(4001, reason)', { onOpen: closes(4_001, 'bye') }],
  ['/echo', 'close(1001)', { onOpen: closes(1001) }],
  ['/echo', 'close(1011)', { onOpen: closes(1011) }],
  ['/echo', 'close(999)', { onOpen: closes(999) }],
  ['/echo', 'close with a reason of 124 bytes', { onOpen: closes(1000, 'x'.repeat(124)) }],
  ['/echo', 'close(undefined, reason)', { onOpen: closes(undefined, 'r') }],
  ['/echo', 'close(999) while connecting', { onStart: closes(999) }],
  ['/echo', 'close() while connecting', { onStart: (socket) => socket.close() }],
  ['/echo', 'send while connecting', { onStart: sends('x') }],
  ['/echo', 'send({})', { onOpen: sends({}) }],
  ['/echo', 'send(null)', { onOpen: sends(null) }],
  ['/echo', 'send(42)', { onOpen: sends(42) }],
  ['/echo', 'send after close', sendAfterClose],
  ['/late-message', 'a message after close()', close],
  [
    '/binary?size=3',
    'a binary message',
    { onOpen: (socket) => socket.onMessage(() => socket.close()) },
  ],
  ['/close?code=4001#fragment', 'a fragment'],
  ['/close?code=4001#', 'a bare #'],
  ['/greet?code=4001', 'a listener throws, with another behind it', throwing],
  // Servers that end a connection, well or badly.
  ['/close?code=4001&reason=x', 'server closes with 4001 “x”'],
  ['/close', 'server closes without a code'],
  ['/close?code=1005', 'server closes with 1005', { documented: ['takesBadCloseFrames'] }],
  ['/close?code=999', 'server closes with 999'],
  ['/close?code=1015', 'server closes with 1015'],
  ['/close?code=2999', 'server closes with 2999'],
  [
    '/close-one-byte?after=message',
    'a close frame of one byte',
    { ...speak, documented: ['takesBadCloseFrames'] },
  ],
  ['/close-invalid-utf8?after=message', 'a close reason that is not UTF-8', speak],
  ['/greet?count=1&code=4001', 'message and close in the handshake’s segment'],
  ['/drop?after=message', 'TCP ends while open', speak],
  [
    '/drop?after=message&how=rst',
    'TCP is reset while open',
    { ...speak, documented: ['reportsReset'] },
  ],
  ['/end-mid-message', 'TCP ends in the middle of a message', speak],
  ['/invalid-utf8?after=message', 'a text that is not UTF-8', speak],
  [
    '/masked?after=message',
    'a masked frame',
    { ...speakUntilAnswered, documented: ['takesMaskedFrames'] },
  ],
  ['/rsv?after=message', 'a reserved bit', speak],
  ['/bad-opcode?after=message', 'a reserved opcode', speak],
  ['/fragmented-control?after=message', 'a ping in fragments', speak],
  ['/long-control?after=message', 'a ping of 126 bytes', speak],
  ['/length-2-63?after=message', 'a length of 2^63', speak],
  [
    '/wide-length?after=message',
    'a short length in eight bytes',
    { ...speakUntilAnswered, documented: ['takesWideLength'] },
  ],
  ['/continuation-first?after=message', 'a continuation of nothing', speak],
  ['/interleaved?after=message', 'a message inside of another', speak],
  ['/garbage?after=message', 'bytes that are no frames', speak],
  ['/close-other-code', 'server answers close() with a code of its own', closeMine],
  ['/close-keep-tcp', 'server closes and keeps TCP open', { documented: ['hidesCloseFrame'] }],
  [
    '/answer-keep-tcp',
    'server answers close() and keeps TCP open',
    { ...closeMine, documented: ['hidesCloseFrame'] },
  ],
  ['/never-close', 'server never answers close()', closeMine],
  // Last, since Firefox lets nobody else connect to this host while a handshake hangs.
  ['/hang', 'server never answers the handshake'],
]

/** All probes, in the order in which they run. */
export const probes: readonly Probe[] = [
  { name: 'nobody listens', uri: ({ refused }) => refused, ...cause },
  { name: 'a port on the block list', uri: () => 'ws://127.0.0.1:6666/', ...cause },
  { name: 'http: in place of ws:', uri: ({ http }) => `${http}/close?code=4001` },
  { name: 'a relative URI', uri: () => '/close?code=4001', documented: ['hasPage'] },
  { name: 'another scheme', uri: () => 'ftp://127.0.0.1/' },
  ...table.map(([path, name, rest]) => ({
    name,
    uri: ({ ws }: Urls) => ws + path,
    ...rest,
  })),
]
