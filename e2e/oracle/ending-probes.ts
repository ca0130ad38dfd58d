import { type Probe, at } from './probe.ts'

const speaks: Pick<Probe, 'onOpen'> = { onOpen: (socket) => socket.send('go on') }

const speaksUntilAnswered: Pick<Probe, 'onOpen'> = {
  onOpen: (socket) => {
    socket.onMessage(() => socket.close())
    socket.send('go on')
  },
}

/** Servers that end a connection, well or badly. */
export const endingProbes: readonly Probe[] = [
  at('/close?code=4001&reason=x', 'server closes with 4001 “x”'),
  at('/close', 'server closes without a code'),
  at('/close-code?code=1005', 'server closes with 1005', { documented: ['takesBadCloseFrames'] }),
  at('/close-code?code=999', 'server closes with 999'),
  at('/close-code?code=1015', 'server closes with 1015'),
  at('/close-code?code=2999', 'server closes with 2999'),
  at('/close-one-byte?after=message', 'a close frame of one byte', {
    ...speaks,
    documented: ['takesBadCloseFrames'],
  }),
  at('/close-invalid-utf8?after=message', 'a close reason that is not UTF-8', speaks),
  at('/greet?count=1&code=4001', 'message and close in the handshake’s segment'),
  at('/drop?after=message', 'TCP ends while open', speaks),
  at('/drop?after=message&how=rst', 'TCP is reset while open', {
    ...speaks,
    documented: ['reportsReset'],
  }),
  at('/end-mid-message', 'TCP ends in the middle of a message', speaks),
  at('/invalid-utf8?after=message', 'a text that is not UTF-8', speaks),
  at('/masked?after=message', 'a masked frame', {
    ...speaksUntilAnswered,
    documented: ['takesMaskedFrames'],
  }),
  at('/rsv?after=message', 'a reserved bit', speaks),
  at('/bad-opcode?after=message', 'a reserved opcode', speaks),
  at('/fragmented-control?after=message', 'a ping in fragments', speaks),
  at('/long-control?after=message', 'a ping of 126 bytes', speaks),
  at('/length-2-63?after=message', 'a length of 2^63', speaks),
  at('/wide-length?after=message', 'a short length in eight bytes', {
    ...speaksUntilAnswered,
    documented: ['takesWideLength'],
  }),
  at('/continuation-first?after=message', 'a continuation of nothing', speaks),
  at('/interleaved?after=message', 'a message inside of another', speaks),
  at('/garbage?after=message', 'bytes that are no frames', speaks),
  at('/close-other-code', 'server answers close() with a code of its own', {
    onOpen: (socket) => socket.close(4_001, 'yours'),
  }),
  at('/close-keep-tcp', 'server closes and keeps TCP open', { documented: ['hidesCloseFrame'] }),
  at('/answer-keep-tcp', 'server answers close() and keeps TCP open', {
    onOpen: (socket) => socket.close(4_001, 'mine'),
    documented: ['hidesCloseFrame'],
  }),
  at('/never-close', 'server never answers close()', { onOpen: (socket) => socket.close(4_001) }),
  // Last, since Firefox lets nobody else connect to this host while a handshake hangs.
  at('/hang', 'server never answers the handshake'),
]
