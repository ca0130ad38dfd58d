import { WebSockets } from '@wsevent/node'
import { afterEach, expect, test } from 'vitest'
import { inspect, type Inspection } from '../src/index.ts'
import { Listening } from '../src/listening.ts'
import { mockServer } from '../../testing/src/node.ts'

const URI = 'wss://example.com/live'
const ends: (() => void)[] = []

afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Listens on a channel, and can wait for what comes. */
class Ear {
  readonly failures: string[] = []
  readonly #watched = new Set<Inspection>()
  readonly #listening: Listening
  #wake = (): void => {}

  constructor(name: string) {
    const onFailure = (message: string): void => {
      this.failures.push(message)
      this.#wake()
    }
    this.#listening = new Listening(name, { onChange: () => this.#onChange(), onFailure })
    ends.push(() => this.#listening.stop())
  }

  get inspections(): readonly Inspection[] {
    return this.#listening.inspections
  }

  async until(isThere: () => boolean): Promise<void> {
    // Channels do not keep Node alive.
    const alive = setInterval(() => {}, 1000)
    while (!isThere()) await this.#change()
    clearInterval(alive)
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }

  #onChange(): void {
    for (const inspection of this.inspections) {
      if (!this.#watched.has(inspection)) inspection.subscribe(() => this.#wake())
      this.#watched.add(inspection)
    }
    this.#wake()
  }
}

test('a channel has the records of before, those that follow, and the controls', async () => {
  const server = mockServer(URI)
  const ws = WebSockets.new()
  const inspection = inspect(ws, { channel: 'a' })
  ends.push(
    () => server.stop(),
    () => inspection.stop(),
  )
  ws.connect(URI, { queue: true })
  await ws.opened
  const heard = new Ear('a')
  await heard.until(() => heard.inspections.length === 1)
  const [remote] = heard.inspections
  expect(remote?.records.map(({ type }) => type)).toContain('open')
  expect(remote?.name).toBe('a')
  server.send('news')
  await heard.until(() => remote?.clients[0]?.received === 1)
  remote?.controls?.act('send', 1, 'from afar')
  await server.nextMessage('from afar')
  await heard.until(() => remote?.clients[0]?.sent === 1)
  remote?.controls?.act('drop', 1)
  await heard.until(() => heard.failures.length === 1)
  expect(heard.failures[0]).toContain('faults: true')
  ws.disconnect()
  await ws.closed
  inspection.stop()
  await heard.until(() => remote?.controls === undefined)
  expect(remote?.records).toEqual(inspection.records)
})

test('another channel hears nothing', async () => {
  const ws = WebSockets.new()
  const own = inspect(ws, { channel: 'b' })
  ends.push(() => own.stop())
  const other = new Ear('c')
  const heard = new Ear('b')
  await heard.until(() => heard.inspections.length === 1)
  expect(other.inspections).toEqual([])
})
