import type { Entry } from './record.ts'
import type { Recording } from './recording.ts'
import { Channel, unref, type Wire } from './wire.ts'

// Milliseconds. Records travel together: a message to another thread costs more than they do.
const BATCH = 16

/** Tells whoever listens on a channel what is recorded. */
class Broadcast {
  readonly #recording: Recording
  readonly #channel: Channel
  readonly #from: string = crypto.randomUUID()
  #entries: Entry[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(recording: Recording, name: string) {
    this.#recording = recording
    this.#channel = new Channel(name, (message) => this.#take(message))
  }

  introduce(): void {
    const { startedAt, now, records, controls } = this.#recording
    const hasFaults = controls?.hasFaults === true
    // They are among the records.
    this.#entries = []
    const from = this.#from
    this.#channel.post({
      kind: 'recording',
      from,
      startedAt: startedAt.getTime(),
      now,
      hasFaults,
      records,
    })
  }

  add(entry: Entry): void {
    this.#entries.push(entry)
    this.#timer ??= setTimeout(() => this.#flush(), BATCH)
    unref(this.#timer)
  }

  stop(): void {
    this.#flush()
    this.#channel.post({ kind: 'bye', from: this.#from })
    this.#channel.close()
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#entries.length)
      this.#channel.post({ kind: 'entries', from: this.#from, entries: this.#entries })
    this.#entries = []
  }

  #take(message: Wire): void {
    if (message.kind === 'hello') this.introduce()
    if (message.kind !== 'act' || message.to !== this.#from) return
    try {
      this.#recording.controls?.act(message.action, message.client, message.value)
    } catch (error) {
      const { message: words } = error as Error
      this.#channel.post({ kind: 'failed', from: this.#from, message: words })
    }
  }
}

/** Passes each entry of a recording on. @throws `ERR_INVALID_OPTION` */
export function broadcast(recording: Recording, name: string): void {
  const relay = new Broadcast(recording, name)
  relay.introduce()
  recording.setRelay((entry) => relay.add(entry))
  recording.onStop.push(() => relay.stop())
}
