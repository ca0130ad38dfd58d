import type { ClientState } from '../client-state.ts'
import { importLog } from '../import-log.ts'
import { Listening } from '../listening.ts'
import type { LogRecord } from '../record.ts'
import type { Action, Inspection } from '../recording.ts'
import { registry } from '../registry.ts'
import { View, type Kind } from './view.ts'

/** One client of one inspection: a row of the list on the left. */
export interface Connection {
  readonly inspection: Inspection
  readonly state: ClientState
}

/** What was asked of the network. */
export interface Faults {
  readonly isOffline: boolean
  readonly isKilled: boolean
  readonly delay: number
}

const NONE: Faults = { isOffline: false, isKilled: false, delay: 0 }

/** What the element shows, and what its controls do. */
export class Model {
  /** Shown in place of the page's own. */
  inspections: readonly Inspection[] | undefined
  kind: Kind = 'all'
  text = ''
  record: LogRecord | undefined
  isHex = false
  /** What went wrong last, in a sentence. */
  notice = ''
  /** Whether the newest row stays in sight. */
  isFollowing = true
  /** The branches of a JSON tree that are open. */
  readonly open: Set<string> = new Set([''])
  readonly #imported: Inspection[] = []
  readonly #faults = new WeakMap<Inspection, Faults>()
  readonly #onChange: () => void
  #selected: Connection | undefined
  #view: View | undefined
  #listening: Listening | undefined
  readonly #subscriptions = new Map<Inspection, () => void>()
  #unregister: (() => void) | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** Follows the page's inspections, and those of a channel. */
  start(channel: string | null): void {
    this.stop()
    this.#unregister = registry.subscribe(this.#onChange)
    if (!channel) return
    const onFailure = (notice: string): void => this.say(notice)
    this.#listening = new Listening(channel, { onChange: this.#onChange, onFailure })
  }

  /** Lets go of everything; `start` may follow. */
  stop(): void {
    this.#unregister?.()
    this.#listening?.stop()
    this.#listening = undefined
    for (const end of this.#subscriptions.values()) end()
    this.#subscriptions.clear()
  }

  get connections(): readonly Connection[] {
    const own = this.inspections ?? registry.all
    const all = [...own, ...(this.#listening?.inspections ?? []), ...this.#imported]
    this.#follow(all)
    return all.flatMap((inspection) =>
      inspection.clients.map((state) => ({ inspection, state }) satisfies Connection),
    )
  }

  get selected(): Connection | undefined {
    const { connections } = this
    const isSame = ({ state }: Connection): boolean => state === this.#selected?.state
    if (!connections.some(isSame)) this.#select(connections[0])
    return this.#selected
  }

  get view(): View | undefined {
    return this.#view
  }

  get faults(): Faults {
    const inspection = this.#selected?.inspection
    return (inspection && this.#faults.get(inspection)) ?? NONE
  }

  select(connection: Connection): void {
    this.#select(connection)
    this.#onChange()
  }

  filter(kind: Kind, text: string): void {
    this.kind = kind
    this.text = text
    this.#renew()
  }

  show(record: LogRecord | undefined): void {
    this.record = record
    this.open.clear()
    this.open.add('')
    this.#onChange()
  }

  /** Shows a change of what is open. */
  set(change: Partial<Pick<Model, 'isHex' | 'isFollowing'>>): void {
    Object.assign(this, change)
    this.#onChange()
  }

  toggle(path: string): void {
    if (!this.open.delete(path)) this.open.add(path)
    this.#onChange()
  }

  say(notice: string): void {
    this.notice = notice
    this.#onChange()
  }

  act(action: Action, value?: string | number): void {
    const { inspection, state } = this.#selected ?? {}
    if (!inspection || !state) return
    this.#try(() => {
      inspection.controls?.act(action, state.client, value)
      const faults = this.#faults.get(inspection) ?? NONE
      this.#faults.set(inspection, { ...faults, ...changeOf(action, value) })
    })
  }

  clear(): void {
    this.#selected?.inspection.clear()
    this.show(undefined)
  }

  pause(): void {
    const inspection = this.#selected?.inspection
    if (inspection?.isPaused) inspection.resume()
    else inspection?.pause()
  }

  import(text: string, name: string): void {
    this.#try(() => {
      const inspection = importLog(text, name)
      this.#imported.push(inspection)
      const [state] = inspection.clients
      if (state) this.#select({ inspection, state })
    })
  }

  #try(action: () => void): void {
    this.notice = ''
    try {
      action()
    } catch (error) {
      this.notice = (error as Error).message
    }
    this.#onChange()
  }

  #select(connection: Connection | undefined): void {
    this.#selected = connection
    this.record = undefined
    this.isFollowing = true
    this.#renew()
  }

  #renew(): void {
    const { inspection, state } = this.#selected ?? {}
    const { kind, text } = this
    this.#view = inspection && state && new View(inspection, { client: state.client, kind, text })
    this.#onChange()
  }

  #follow(all: readonly Inspection[]): void {
    for (const inspection of all)
      if (!this.#subscriptions.has(inspection))
        this.#subscriptions.set(inspection, inspection.subscribe(this.#onChange))
    for (const [inspection, end] of this.#subscriptions) {
      if (all.includes(inspection)) continue
      end()
      this.#subscriptions.delete(inspection)
    }
  }
}

function changeOf(action: Action, value: unknown): Partial<Faults> {
  switch (action) {
    case 'offline':
    case 'online':
      return { isOffline: action === 'offline' }
    case 'kill':
    case 'revive':
      return { isKilled: action === 'kill' }
    case 'delay':
      return { delay: Number(value) }
    default:
      return {}
  }
}
