import type { Settings } from '../scenarios/harness.ts'
import { type Opener, openOurs, openRaw } from './socket.ts'

/** A text or bytes of so many bytes, in so many fragments; or, from the server, a ping or a pause. */
export type Part =
  | { readonly send: 'text' | 'binary'; readonly size: number; readonly fragments: number }
  | { readonly send: 'ping' | 'pause' }

export interface Traffic {
  /** What the server sends, and what the client answers when it has all of it. */
  readonly turns: readonly { readonly server: readonly Part[]; readonly client: readonly Part[] }[]
  readonly ending: {
    readonly by: 'client' | 'server' | 'drop'
    readonly code: number
    readonly reason: string
  }
}

/** What the server asks of the client, in a text of its own after each turn: no other begins with a brace. */
export interface Request {
  readonly answer?: readonly Part[]
  readonly close?: Traffic['ending']
  readonly got?: readonly string[]
}

export type Report = readonly string[]

const DEADLINE = 10_000

/** The payload of a part, made from its index, so that a swap of two would be seen. */
export function payloadOf(part: Part, seed: number): string | Uint8Array<ArrayBuffer> {
  if (!('size' in part)) return ''
  if (part.send === 'binary') {
    return Uint8Array.from({ length: part.size }, (_, index) => (index * 7 + seed) & 0xff)
  }
  return 'aß€🐢'.repeat(part.size).slice(0, part.size) + String(seed)
}

export function line(data: string | ArrayBuffer): string {
  if (typeof data === 'string') return `text ${data.length} ${sum(new TextEncoder().encode(data))}`
  return `binary ${data.byteLength} ${sum(new Uint8Array(data))}`
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => (Math.imul(total, 31) + byte) | 0, 7)
}

/** Plays the client's side of a conversation, as the server asks for it; gives what comes. */
function play(open: Opener, uri: string): Promise<Report> {
  const report: string[] = []
  let isClosing = false
  return new Promise((resolve) => {
    setTimeout(() => resolve([...report, 'not done in time']), DEADLINE)
    open(uri, [], {
      onOpen: () => undefined,
      onError: () => undefined,
      onMessage: (data, socket) => {
        // A raw socket of `ws` still delivers after its close; ours and the browsers do not.
        if (isClosing) return
        report.push(line(data as string | ArrayBuffer))
        if (typeof data !== 'string' || !data.startsWith('{')) return
        const { answer = [], close } = JSON.parse(data) as Request
        for (const [index, part] of answer.entries()) socket.send(payloadOf(part, index))
        isClosing = close !== undefined
        if (close !== undefined) socket.close(close.code, close.reason)
      },
      onClose: (code, reason, wasClean) => {
        resolve([...report, `close ${code} ${reason} ${wasClean}`])
      },
    })
  })
}

/** Plays the same traffic with a raw socket of `isomorphic-ws` and with ours. */
export async function replay(
  traffic: Traffic,
  { server }: Settings,
): Promise<{ readonly raw: Report; readonly ours: Report }> {
  const uri = `${server.ws}/traffic?script=${encodeURIComponent(JSON.stringify(traffic))}`
  return { raw: await play(openRaw('arraybuffer'), uri), ours: await play(openOurs(), uri) }
}
