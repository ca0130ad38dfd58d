import type { Observation } from './observation.ts'
import { type Probe, at } from './probe.ts'
import type { ProbeSocket } from './socket.ts'

type Act = (socket: ProbeSocket, observation: Observation) => void

function shown(value: unknown): string {
  return typeof value === 'string' && value.length > 20
    ? `${value.length} bytes`
    : JSON.stringify(value)
}

/** Calls close with these arguments, then closes in good order. */
function closes(...parameters: readonly unknown[]): Act {
  const what = `close(${parameters.map(shown).join(', ')})`
  return (socket, observation) => {
    observation.attempt(what, () => socket.close(...parameters))
    socket.close()
  }
}

/** Sends, then closes. */
function sends(what: string, data: unknown): Act {
  return (socket, observation) => {
    observation.attempt(`send(${what})`, () => socket.send(data))
    socket.close()
  }
}

/** What a caller may do to a socket. */
export const callProbes: readonly Probe[] = [
  at('/echo', 'close()', { onOpen: closes() }),
  at('/echo', 'close(4001, reason)', { onOpen: closes(4_001, 'bye') }),
  at('/echo', 'close(1001)', { onOpen: closes(1001) }),
  at('/echo', 'close(1011)', { onOpen: closes(1011) }),
  at('/echo', 'close(999)', { onOpen: closes(999) }),
  at('/echo', 'close with a reason of 124 bytes', { onOpen: closes(1000, 'x'.repeat(124)) }),
  at('/echo', 'close(undefined, reason)', { onOpen: closes(undefined, 'r') }),
  at('/echo', 'close(999) while connecting', { onStart: closes(999) }),
  at('/echo', 'close() while connecting', { onStart: (socket) => socket.close() }),
  at('/echo', 'send while connecting', { onStart: sends('"x"', 'x') }),
  at('/echo', 'send({})', { onOpen: sends('{}', {}) }),
  at('/echo', 'send(null)', { onOpen: sends('null', null) }),
  at('/echo', 'send(42)', { onOpen: sends('42', 42) }),
  at('/echo', 'send after close', {
    onOpen: (socket, observation) => {
      socket.close()
      observation.attempt('send("x")', () => socket.send('x'))
    },
  }),
  at('/late-message', 'a message after close()', { onOpen: (socket) => socket.close() }),
  at('/binary?size=3', 'a binary message', {
    onOpen: (socket) => socket.onMessage(() => socket.close()),
  }),
  { name: 'http: in place of ws:', uri: ({ http }) => `${http}/close?code=4001` },
  { name: 'a relative URI', uri: () => '/close?code=4001', documented: ['hasPage'] },
  { name: 'a fragment', uri: ({ ws }) => `${ws}/close?code=4001#fragment` },
  { name: 'a bare #', uri: ({ ws }) => `${ws}/close?code=4001#` },
  { name: 'another scheme', uri: () => 'ftp://127.0.0.1/' },
  at('/greet?code=4001', 'a listener throws, with another behind it', {
    onStart: (socket, observation) => {
      socket.onMessage(() => {
        throw new Error('thrown on purpose')
      })
      socket.onMessage(() => observation.note('the other listener runs'))
    },
  }),
]
