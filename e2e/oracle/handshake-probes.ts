import { type Probe, at } from './probe.ts'

const FAILS: Pick<Probe, 'documented'> = { documented: ['reportsFailure'] }

/** What happens before the opening. */
export const handshakeProbes: readonly Probe[] = [
  { name: 'nobody listens', uri: ({ refused }) => refused, ...FAILS },
  { name: 'a port on the block list', uri: () => 'ws://127.0.0.1:6666/', ...FAILS },
  at('/handshake?status=401', 'handshake answered 401', FAILS),
  at('/handshake?status=404', 'handshake answered 404', FAILS),
  at('/handshake?status=200', 'handshake answered 200', FAILS),
  at('/handshake?status=503', 'handshake answered 503', FAILS),
  at('/handshake?status=302&location=/close?code=4001', 'handshake answered 302', {
    documented: ['reportsFailure', 'followsRedirects'],
  }),
  at('/handshake?accept=wrong', 'wrong accept key'),
  at('/handshake?accept=none', 'no accept key'),
  at('/handshake?upgrade=none', 'no Upgrade header', FAILS),
  at('/drop-handshake', 'TCP ends instead of an answer'),
  at('/drop-mid-handshake', 'TCP ends in the middle of the answer'),
  at('/garbage-at-handshake', 'an answer that is no HTTP'),
  at('/oversize-headers', 'a header of 1 MiB'),
  at('/no-subprotocol', 'a subprotocol that is not answered', {
    protocols: ['a'],
    onOpen: (socket) => socket.close(),
  }),
  at('/other-subprotocol', 'a subprotocol that was not offered', {
    protocols: ['a'],
    onOpen: (socket) => socket.close(),
  }),
  at('/other-extension', 'an extension that was not offered', {
    onOpen: (socket) => socket.close(),
  }),
  at('/continue-100', '100 before the 101', {
    onOpen: (socket) => socket.close(),
    documented: ['failsInterim'],
  }),
  at('/early-hints-103', '103 before the 101', {
    onOpen: (socket) => socket.close(),
    documented: ['failsInterim'],
  }),
]
