import type { Settings } from '../scenarios/harness.ts'
import { loadSdk } from '../scenarios/sdk.ts'

/** One thing that a side sends: a text or bytes of so many bytes, in so many fragments; or, from the server, a ping or a pause. */
export type Part =
  | { readonly send: 'text' | 'binary'; readonly size: number; readonly fragments: number }
  | { readonly send: 'ping' | 'pause' }

/** What the server sends, and what the client answers when it has all of it. */
export interface Turn {
  readonly server: readonly Part[]
  readonly client: readonly Part[]
}

/** How it ends: by the close frame of one side, or without. */
export interface Ending {
  readonly by: 'client' | 'server' | 'drop'
  readonly code: number
  readonly reason: string
}

/** A whole conversation, the same for a raw socket and for ours. */
export interface Traffic {
  readonly turns: readonly Turn[]
  readonly ending: Ending
}

/** What a socket of either kind told. */
export type Report = readonly string[]

interface Side {
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code: number, reason: string): void
}

const DEADLINE = 10_000

/** The payload of a part: told by its place, so that a swap of two would be seen. */
export function payloadOf(part: Part, seed: number): string | Uint8Array<ArrayBuffer> {
  if (!('size' in part)) return ''
  if (part.send === 'binary') {
    return Uint8Array.from({ length: part.size }, (_, index) => (index * 7 + seed) & 0xff)
  }
  return 'aß€🐢'.repeat(part.size).slice(0, part.size) + String(seed)
}

/** Whether a part reaches the other side as a message. */
export function isMessage(part: Part): boolean {
  return part.send === 'text' || part.send === 'binary'
}

/** A message in one line. */
export function line(data: string | ArrayBuffer): string {
  if (typeof data === 'string') return `text ${data.length} ${sum(new TextEncoder().encode(data))}`
  return `binary ${data.byteLength} ${sum(new Uint8Array(data))}`
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => (Math.imul(total, 31) + byte) | 0, 7)
}

/** Plays the client's side of the traffic, turn by turn, and notes what comes. */
class Player {
  readonly report: string[] = []
  readonly done: Promise<Report>
  readonly #traffic: Traffic
  #turn = 0
  #left: number
  #isClosing = false
  #finish: (report: Report) => void = () => undefined

  constructor(traffic: Traffic) {
    this.#traffic = traffic
    this.#left = this.#expected()
    this.done = new Promise((resolve) => {
      this.#finish = resolve
      setTimeout(() => resolve([...this.report, 'not done in time']), DEADLINE)
    })
  }

  onMessage(data: string | ArrayBuffer, side: Side): void {
    // A raw socket of `ws` still delivers after its close; ours and the browsers do not.
    if (this.#isClosing) return
    this.report.push(line(data))
    this.#left -= 1
    if (this.#left > 0) return
    const { turns, ending } = this.#traffic
    const turn = turns[this.#turn]
    turn?.client.forEach((part, index) => side.send(payloadOf(part, this.#turn * 16 + index)))
    this.#turn += 1
    this.#left = this.#expected()
    if (turn === undefined && ending.by === 'client') {
      this.#isClosing = true
      side.close(ending.code, ending.reason)
    }
  }

  onClose(code: number, reason: string, wasClean: boolean): void {
    this.report.push(`close ${code} ${reason} ${wasClean}`)
    this.#finish(this.report)
  }

  /** After the last turn one message comes: what the server has got. */
  #expected(): number {
    const turn = this.#traffic.turns[this.#turn]
    return turn === undefined ? 1 : turn.server.filter(isMessage).length
  }
}

/** Plays the same traffic with a raw socket of `isomorphic-ws` and with ours. */
export async function replay(
  traffic: Traffic,
  { server }: Settings,
  Raw: typeof WebSocket,
): Promise<{ readonly raw: Report; readonly ours: Report }> {
  const uri = `${server.ws}/traffic?script=${encodeURIComponent(JSON.stringify(traffic))}`
  return { raw: await playRaw(traffic, uri, Raw), ours: await playOurs(traffic, uri) }
}

function playRaw(traffic: Traffic, uri: string, Raw: typeof WebSocket): Promise<Report> {
  const player = new Player(traffic)
  const socket = new Raw(uri)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }) => {
    player.onMessage(data as string | ArrayBuffer, socket)
  })
  socket.addEventListener('error', () => undefined)
  socket.addEventListener('close', ({ code, reason, wasClean }) => {
    player.onClose(code, reason, wasClean)
  })
  return player.done
}

function playOurs(traffic: Traffic, uri: string): Promise<Report> {
  const player = new Player(traffic)
  const ws = loadSdk().WebSockets.new()
  const side: Side = {
    send: (data) => ws.send(data),
    close: (code, reason) => ws.disconnect(code, reason),
  }
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => player.onMessage(data, side))
  ws.addEventListener(ws.ONCLOSE, ({ code, reason, wasClean }) => {
    player.onClose(code, reason, wasClean)
  })
  ws.connect(uri)
  return player.done
}
