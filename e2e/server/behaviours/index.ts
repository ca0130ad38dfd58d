import type { Behaviour } from '../handshake.ts'
import * as closings from './closings.ts'
import * as drops from './drops.ts'
import * as echoes from './echo.ts'
import * as handshakes from './handshakes.ts'
import * as hostile from './hostile.ts'
import * as staying from './staying.ts'
import * as streams from './streams.ts'
import { traffic } from './traffic.ts'

/** What the server does at each path. */
export const behaviours: ReadonlyMap<string, Behaviour> = new Map(
  Object.entries({
    '/echo': echoes.echo,
    '/sink': echoes.sink,
    '/stall': echoes.stall,
    '/ping': echoes.ping,
    '/greet': streams.greet,
    '/traffic': traffic,
    '/flood': streams.flood,
    '/flaky': staying.flaky,
    '/silent': staying.silent,
    '/chatty': staying.chatty,
    '/fragments': streams.fragments,
    '/binary': streams.binary,
    '/byte-by-byte': streams.byteByByte,
    '/close': closings.close,
    '/close-code': closings.closeCode,
    '/close-one-byte': closings.closeOneByte,
    '/close-invalid-utf8': closings.closeInvalidUtf8,
    '/never-close': closings.neverClose,
    '/close-keep-tcp': closings.closeKeepTcp,
    '/answer-keep-tcp': closings.answerKeepTcp,
    '/late-message': closings.lateMessage,
    '/close-other-code': closings.closeOtherCode,
    '/drop': drops.drop,
    '/end-mid-message': drops.endMidMessage,
    '/drop-handshake': drops.dropHandshake,
    '/drop-mid-handshake': drops.dropMidHandshake,
    '/handshake': handshakes.answer,
    '/no-subprotocol': handshakes.noSubprotocol,
    '/other-subprotocol': handshakes.otherSubprotocol,
    '/other-extension': handshakes.otherExtension,
    '/hang': handshakes.hang,
    '/slow-loris': handshakes.slowLoris,
    '/continue-100': handshakes.interim('100 Continue'),
    '/early-hints-103': handshakes.interim('103 Early Hints'),
    '/oversize-headers': handshakes.oversizeHeaders,
    '/garbage-at-handshake': handshakes.garbageAtHandshake,
    '/invalid-utf8': hostile.invalidUtf8,
    '/masked': hostile.masked,
    '/rsv': hostile.rsv,
    '/bad-opcode': hostile.badOpcode,
    '/fragmented-control': hostile.fragmentedControl,
    '/long-control': hostile.longControl,
    '/length-2-63': hostile.length263,
    '/length-2-62': hostile.length262,
    '/wide-length': hostile.wideLength,
    '/continuation-first': hostile.continuationFirst,
    '/interleaved': hostile.interleaved,
    '/garbage': hostile.garbage,
    '/many-fragments': hostile.manyFragments,
    '/bomb': hostile.bomb,
  }),
)
