// What a page of each framework goes through, in the page; the server's side of it is in bindings.spec.ts.
import { WebSockets } from 'wsevent'
import type { Kind, Mount, Seat } from './seat.ts'
import { Traces } from './traces.ts'

interface Seen {
  readonly messages: readonly string[]
  /** How often each kind of component rendered. */
  readonly renders: Readonly<Record<Kind, number>>
}

interface Left {
  /** Listeners of clients, watchers and listeners of the page that were added and never removed. */
  readonly listeners: number
  readonly elements: number
}

export interface Scenarios {
  /** Five components share a connection through its drops, until so many messages have come; two of them come late. */
  drops(uri: string, count: number): Promise<Seen>
  /** So many times: mounts ten components that share a connection, and unmounts them once it is open. */
  mounts(uri: string, count: number): Promise<Left>
  /** How many of the clients that ever connected are still held; ask once garbage was collected. */
  held(): number
}

const KINDS: readonly Kind[] = ['handler', 'status', 'last']
const TOGETHER = 10

const nextTask = (): Promise<unknown> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', resolve, { once: true })
    port1.start()
    port2.postMessage(undefined)
  })

export function scenariosOf(mount: Mount): Scenarios {
  const traces = new Traces(WebSockets)
  return {
    drops: (uri, count) => drops(mount, uri, count),
    mounts: async (uri, count) => {
      const before = traces.listeners
      for (let at = 0; at < count; at += 1) await comeAndGo(mount, { uri, key: `mount ${at}` })
      // The last ones disconnect in a later task, and then they close.
      const deadline = performance.now() + 2000
      while (traces.listeners > before && performance.now() < deadline) await nextTask()
      return { listeners: traces.listeners - before, elements: document.body.childElementCount }
    },
    held: () => traces.clients,
  }
}

async function drops(mount: Mount, uri: string, count: number): Promise<Seen> {
  const messages: string[] = []
  const renders = { handler: 0, status: 0, last: 0 }
  const { promise: done, resolve } = deferred()
  const onMessage: Seat['onMessage'] = (data) => {
    if (messages.push(data as string) === count) resolve()
  }
  const add = (kind: Kind): Added =>
    append(mount, kind, { uri, key: 'page', onMessage, onRender: () => (renders[kind] += 1) })
  const early = [add('handler'), add('status'), add('last')]
  await done
  await shows(early, ['', '1', messages.at(-1)])
  const late = [add('status'), add('last')]
  await shows(late, ['1', 'undefined'])
  for (const { remove } of [...early, ...late]) remove()
  return { messages, renders }
}

async function comeAndGo(mount: Mount, { uri, key }: Pick<Seat, 'uri' | 'key'>): Promise<void> {
  const seat = { uri, key, onMessage: () => undefined, onRender: () => undefined }
  const added = Array.from({ length: TOGETHER }, (_, at) =>
    append(mount, KINDS[at % KINDS.length] as Kind, seat),
  )
  await shows(added.slice(0, 2), ['', '1'])
  for (const { remove } of added) remove()
}

interface Added {
  readonly element: HTMLElement
  remove(): void
}

function append(mount: Mount, kind: Kind, seat: Seat): Added {
  const element = document.body.appendChild(document.createElement('div'))
  const unmount = mount(kind, seat, element)
  const remove = (): void => {
    unmount()
    element.remove()
  }
  return { element, remove }
}

/** Resolves once that is what each of them shows. */
async function shows(all: readonly Added[], texts: readonly unknown[]): Promise<void> {
  const isShown = (): boolean => all.every(({ element }, at) => element.textContent === texts[at])
  const { promise, resolve } = deferred()
  const observer = new MutationObserver(() => isShown() && resolve())
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  if (!isShown()) await promise
  observer.disconnect()
}

function deferred(): { readonly promise: Promise<void>; resolve(this: void): void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}
