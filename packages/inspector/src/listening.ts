import type { Entry } from './record.ts'
import { limitsOf, Recording, type Inspection } from './recording.ts'
import { Channel, type Wire } from './wire.ts'

type Introduction = Extract<Wire, { readonly kind: 'recording' }>

/** Who wants to know. */
export interface Listener {
  /** There is another inspection. */
  onChange(): void
  /** What was asked for over there has failed. */
  onFailure(message: string): void
}

/** What comes over a channel, from workers and from other pages of the same origin. */
export class Listening {
  readonly #name: string
  readonly #listener: Listener
  readonly #channel: Channel
  readonly #recordings = new Map<string, Recording>()

  /** @throws `ERR_INVALID_OPTION` */
  constructor(name: string, listener: Listener) {
    this.#name = name
    this.#listener = listener
    this.#channel = new Channel(name, (message) => this.#take(message))
    this.#channel.post({ kind: 'hello' })
  }

  /** One for each recording that tells of itself. */
  get inspections(): readonly Inspection[] {
    return [...this.#recordings.values()]
  }

  stop(): void {
    this.#channel.close()
  }

  #take(message: Wire): void {
    if (message.kind === 'recording') this.#meet(message)
    const recording = 'from' in message && this.#recordings.get(message.from)
    if (!recording) return
    if (message.kind === 'entries') add(recording, message.entries)
    if (message.kind === 'failed') this.#listener.onFailure(message.message)
    if (message.kind === 'bye') recording.stop()
  }

  #meet(introduction: Introduction): void {
    const { from, records } = introduction
    const recording = this.#recordings.get(from) ?? this.#mirror(introduction)
    this.#recordings.set(from, recording)
    add(recording, records)
    this.#listener.onChange()
  }

  #mirror({ from, now, startedAt, hasFaults }: Introduction): Recording {
    const began = performance.now() - now
    return new Recording(limitsOf({}), {
      name: this.#name,
      startedAt: new Date(startedAt),
      now: () => performance.now() - began,
      controls: {
        hasFaults,
        act: (action, client, value) =>
          this.#channel.post({ kind: 'act', to: from, action, client, value }),
      },
    })
  }
}

/** A record that lay in a batch may have come with all the others already. */
function add(recording: Recording, entries: readonly Entry[]): void {
  for (const entry of entries)
    if (entry.type === 'progress' || entry.seq >= recording.nextSeq) recording.add(entry)
}
