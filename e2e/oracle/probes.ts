import type { PlatformFacts } from '../scenarios/platforms.ts'
import type { Urls } from '../scenarios/test-server.ts'
import type { ProbeSocket } from './socket.ts'

type Note = (line: string) => unknown
type Act = (socket: ProbeSocket, note: Note) => void

/** A behaviour of a server, or of a caller, whose effect on each platform is on record. */
export interface Probe {
  readonly name: string
  readonly uri: (urls: Urls) => string
  readonly protocols?: readonly string[]
  /** Right after the socket was made. */
  readonly onStart?: Act
  readonly onOpen?: Act
}

/** Calls, and notes what was thrown. */
export function callAs<Result>(what: string, note: Note, act: () => Result): Result | undefined {
  try {
    return act()
  } catch (error) {
    const { code, name } = error as { readonly code?: unknown; readonly name?: string }
    note(`${what} throws ${typeof code === 'string' ? code : name}`)
    return undefined
  }
}

function calls(what: string, note: Note, act: () => void): void {
  callAs(what, note, () => {
    act()
    note(`${what} returns`)
  })
}

type Rest = Omit<Probe, 'name' | 'uri'>

/** Calls close with these arguments, then closes in good order. */
function closes(...parameters: readonly unknown[]): Rest {
  const shown = parameters.map((value) => JSON.stringify(value)?.slice(0, 12)).join(', ')
  return {
    onOpen: (socket, note) => {
      calls(`close(${shown})`, note, () => socket.close(...parameters))
      socket.close()
    },
  }
}

function sends(data: unknown): Rest {
  return {
    onOpen: (socket, note) => {
      calls(`send(${JSON.stringify(data)})`, note, () => socket.send(data))
      socket.close()
    },
  }
}

function early({ onOpen }: Rest): Rest {
  return onOpen === undefined ? {} : { onStart: onOpen }
}

const close: Rest = { onOpen: (socket) => socket.close() }
const closeMine: Rest = { onOpen: (socket) => socket.close(4_001, 'mine') }
const closeAtMessage: Rest = { onOpen: (socket) => socket.onMessage(() => socket.close()) }
const offer: Rest = { protocols: ['a'], ...close }
const speak: Rest = { onOpen: (socket) => socket.send('go on') }
const speakUntilAnswered: Rest = {
  onOpen: (socket) => {
    socket.onMessage(() => socket.close())
    socket.send('go on')
  },
}
const sendAfterClose: Rest = {
  onOpen: (socket, note) => {
    socket.close()
    calls('send("x")', note, () => socket.send('x'))
  },
}
const throwing: Rest = {
  onStart: (socket, note) => {
    socket.onMessage(() => {
      throw new Error('thrown on purpose')
    })
    socket.onMessage(() => note('the other listener runs'))
  },
}

/** URIs, in which a path is one of the test server's. */
const table: readonly (readonly [uri: string, name: string, rest?: Rest])[] = [
  // Before the opening.
  ['refused:', 'nobody listens'],
  ['ws://127.0.0.1:6666/', 'a port on the block list'],
  ['/handshake?status=401', 'handshake answered 401'],
  ['/handshake?status=404', 'handshake answered 404'],
  ['/handshake?status=200', 'handshake answered 200'],
  ['/handshake?status=503', 'handshake answered 503'],
  ['/handshake?status=302&location=/close?code=4001', 'handshake answered 302'],
  ['/handshake?accept=wrong', 'wrong accept key'],
  ['/handshake?accept=none', 'no accept key'],
  ['/handshake?upgrade=none', 'no Upgrade header'],
  ['/drop-handshake', 'TCP ends instead of an answer'],
  ['/drop-mid-handshake', 'TCP ends in the middle of the answer'],
  ['/garbage-at-handshake', 'an answer that is no HTTP'],
  ['/oversize-headers', 'a header of 1 MiB'],
  ['/no-subprotocol', 'a subprotocol that is not answered', offer],
  ['/other-subprotocol', 'a subprotocol that was not offered', offer],
  ['/other-extension', 'an extension that was not offered', close],
  ['/continue-100', '100 before the 101', close],
  ['/early-hints-103', '103 before the 101', close],
  // What a caller may do to a socket.
  ['/echo', 'close()', closes()],
  ['/echo', 'close(4001, reason)', closes(4_001, 'bye')],
  ['/echo', 'close(1001)', closes(1001)],
  ['/echo', 'close(1011)', closes(1011)],
  ['/echo', 'close(999)', closes(999)],
  ['/echo', 'close with a reason of 124 bytes', closes(1000, 'x'.repeat(124))],
  ['/echo', 'close(undefined, reason)', closes(undefined, 'r')],
  ['/echo', 'close(999) while connecting', early(closes(999))],
  ['/echo', 'close() while connecting', early(close)],
  ['/echo', 'send while connecting', early(sends('x'))],
  ['/echo', 'send({})', sends({})],
  ['/echo', 'send(null)', sends(null)],
  ['/echo', 'send(42)', sends(42)],
  ['/echo', 'send after close', sendAfterClose],
  ['/late-message', 'a message after close()', close],
  ['/binary?size=3', 'a binary message', closeAtMessage],
  ['http:', 'http: in place of ws:'],
  ['relative:', 'a relative URI'],
  ['/close?code=4001#fragment', 'a fragment'],
  ['/close?code=4001#', 'a bare #'],
  ['ftp://127.0.0.1/', 'another scheme'],
  ['/greet?code=4001', 'a listener throws, with another behind it', throwing],
  // Servers that end a connection, well or badly.
  ['/close?code=4001&reason=x', 'server closes with 4001 “x”'],
  ['/close', 'server closes without a code'],
  ['/close?code=1005', 'server closes with 1005'],
  ['/close?code=999', 'server closes with 999'],
  ['/close?code=1015', 'server closes with 1015'],
  ['/close?code=2999', 'server closes with 2999'],
  ['/close-one-byte?after=message', 'a close frame of one byte', speak],
  ['/close-invalid-utf8?after=message', 'a close reason that is not UTF-8', speak],
  ['/greet?count=1&code=4001', 'message and close in the handshake’s segment'],
  ['/drop?after=message', 'TCP ends while open', speak],
  ['/drop?after=message&how=rst', 'TCP is reset while open', speak],
  ['/end-mid-message', 'TCP ends in the middle of a message', speak],
  ['/invalid-utf8?after=message', 'a text that is not UTF-8', speak],
  ['/masked?after=message', 'a masked frame', speakUntilAnswered],
  ['/rsv?after=message', 'a reserved bit', speak],
  ['/bad-opcode?after=message', 'a reserved opcode', speak],
  ['/fragmented-control?after=message', 'a ping in fragments', speak],
  ['/long-control?after=message', 'a ping of 126 bytes', speak],
  ['/length-2-63?after=message', 'a length of 2^63', speak],
  ['/wide-length?after=message', 'a short length in eight bytes', speakUntilAnswered],
  ['/continuation-first?after=message', 'a continuation of nothing', speak],
  ['/interleaved?after=message', 'a message inside of another', speak],
  ['/garbage?after=message', 'bytes that are no frames', speak],
  ['/close-other-code', 'server answers close() with a code of its own', closeMine],
  ['/close-keep-tcp', 'server closes and keeps TCP open'],
  ['/answer-keep-tcp', 'server answers close() and keeps TCP open', closeMine],
  ['/never-close', 'server never answers close()', closeMine],
  // Last, since Firefox lets nobody else connect to this host while a handshake hangs.
  ['/hang', 'server never answers the handshake'],
]

/** The facts of the platforms that say why ours differs at a probe; at the others ours is the same everywhere. */
export const documented: Readonly<Record<string, readonly (keyof PlatformFacts)[]>> = {
  'nobody listens': ['reportsFailure'],
  'a port on the block list': ['reportsFailure'],
  'handshake answered 401': ['reportsFailure'],
  'handshake answered 404': ['reportsFailure'],
  'handshake answered 200': ['reportsFailure'],
  'handshake answered 503': ['reportsFailure'],
  'handshake answered 302': ['reportsFailure', 'followsRedirects'],
  '100 before the 101': ['failsInterim'],
  '103 before the 101': ['failsInterim'],
  'a relative URI': ['hasPage'],
  'server closes with 1005': ['takesBadCloseFrames'],
  'a close frame of one byte': ['takesBadCloseFrames'],
  'TCP is reset while open': ['reportsReset'],
  'a masked frame': ['takesMaskedFrames'],
  'a short length in eight bytes': ['takesWideLength'],
  'server closes and keeps TCP open': ['hidesCloseFrame'],
  'server answers close() and keeps TCP open': ['hidesCloseFrame'],
}

function uriOf(uri: string, { ws, http, refused }: Urls): string {
  if (uri === 'refused:') return refused
  if (uri === 'http:') return `${http}/close?code=4001`
  if (uri === 'relative:') return '/close?code=4001'
  return uri.startsWith('/') ? ws + uri : uri
}

export const probes: readonly Probe[] = table.map(([uri, name, rest]) => ({
  name,
  uri: (urls) => uriOf(uri, urls),
  ...rest,
}))
