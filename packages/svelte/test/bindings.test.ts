// @vitest-environment happy-dom
import { mount as mountComponent, unmount as unmountComponent } from 'svelte'
import { fromStore, get, writable } from 'svelte/store'
import { beforeEach, expect, onTestFinished, test, vi, type Mock } from 'vitest'
import type { MessageData, WebSockets } from 'wsevent'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import { eachOnce, message, nextTask } from '../../bindings/test/story.ts'
import {
  useConnection,
  useLastMessage,
  useMessages,
  useStatus,
  type ConnectionOptions,
  type Live,
  type Uri,
} from '../src/index.ts'
import Boundary from './boundary.svelte'
import Chat from './chat.svelte'

let server: Server
let onError: Mock<(error: unknown) => void>

beforeEach(async () => {
  server = await Server.start()
  onError = vi.fn()
})

interface Mounted {
  readonly element: HTMLElement
  unmount(): void
}

function mount(setup: () => () => unknown): Mounted {
  const element = document.createElement('div')
  const component = mountComponent(Boundary, {
    target: element,
    props: { setup, onerror: onError },
  })
  let isMounted = true
  const unmount = (): void => {
    if (isMounted) void unmountComponent(component)
    isMounted = false
  }
  onTestFinished(unmount)
  return { element, unmount }
}

async function shows({ element }: Mounted, text: string): Promise<void> {
  await vi.waitFor(() => expect(element.textContent?.trim()).toBe(text))
}

/** A component that connects, and the client that it has. */
function live(
  uri: string | (() => Uri) = server.url,
  options: ConnectionOptions | (() => ConnectionOptions) = {},
): Mounted & { readonly connection: Live<WebSockets> } {
  let connection!: Live<WebSockets>
  const mounted = mount(() => {
    connection = useConnection(uri, options)
    return () => connection.current.readyState
  })
  return { ...mounted, connection }
}

test('is connected while the component is mounted', async () => {
  const { unmount } = live()
  await server.counts(1)
  unmount()
  await server.counts(1, 0)
})

test('state that the URI reads may change, and there is another client; null stays closed', async () => {
  const uri = writable<Uri>(null)
  const state = fromStore(uri)
  const { connection } = live(() => state.current)
  const clients = new Set([connection.current])
  await nextTask()
  expect(server.paths).toEqual([])
  uri.set(`${server.url}/a`)
  await server.counts(1)
  clients.add(connection.current)
  uri.set(new URL(`${server.url}/b`))
  await server.counts(2, 1)
  clients.add(connection.current)
  expect(server.paths).toEqual(['/a', '/b'])
  expect(clients.size).toBe(3)
})

test('a function that the URI function returns is called anew for each attempt', async () => {
  let attempt = 0
  live(
    () => () => {
      attempt += 1
      return `${server.url}/${attempt}`
    },
    { reconnect: { minDelay: 1, maxDelay: 1 } },
  )
  await server.counts(1)
  server.sockets[0]?.terminate()
  await server.counts(2, 1)
  expect(server.paths).toEqual(['/1', '/2'])
})

test('options that say the same keep the connection, others do not', async () => {
  const count = writable(1)
  const state = fromStore(count)
  live(server.url, () => ({ queue: { maxBytes: Math.min(state.current, 2) } }))
  await server.counts(1)
  count.set(2)
  await server.counts(2, 1)
  count.set(3)
  await nextTask()
  await server.counts(2, 1)
})

test('one key is one connection and one client, which ends with the last', async () => {
  const mounted = Array.from({ length: 3 }, () => live(server.url, { key: 'svelte' }))
  await nextTask()
  await server.counts(1)
  expect(new Set(mounted.map(({ connection }) => connection.current)).size).toBe(1)
  mounted[0]?.unmount()
  mounted[1]?.unmount()
  await nextTask()
  await server.counts(1)
  mounted[2]?.unmount()
  live(server.url, { key: 'svelte' }).unmount()
  await server.counts(1, 0)
})

test.each<[string, string, ConnectionOptions]>([
  ['ERR_INVALID_URI', 'nowhere', {}],
  ['ERR_INVALID_OPTION', 'ws://127.0.0.1', { queues: true } as object],
])('%s goes to the boundary', async (code, uri, options) => {
  live(uri, options)
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code })
})

test('a second set of options under one key goes to the boundary, and the first stays open', async () => {
  live(server.url, { key: 'two' })
  await server.counts(1)
  live(server.url, { key: 'two', queue: true })
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_OPTION' })
  await server.counts(1)
})

test('a URI that becomes invalid goes to the boundary, and the stores of the page go on', async () => {
  const uri = writable(server.url)
  const state = fromStore(uri)
  live(() => state.current)
  await server.counts(1)
  uri.set('nowhere')
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_URI' })
  const seen: number[] = []
  const other = writable(1)
  onTestFinished(other.subscribe((value) => seen.push(value)))
  other.set(2)
  expect(seen).toEqual([1, 2])
  await server.counts(1, 0)
})

test('outside of a component Svelte says so', () => {
  expect(() => useConnection(server.url)).toThrow('lifecycle_outside_component')
})

test('useStatus changes with the status, and never for a message', async () => {
  let renders = 0
  let connection!: Live<WebSockets>
  const mounted = mount(() => {
    connection = useConnection(server.url, { reconnect: { minDelay: 1, maxDelay: 1 } })
    const status = useStatus(connection)
    return () => {
      renders += 1
      return `${status.current.readyState} ${status.current.attempt}`
    }
  })
  await shows(mounted, '1 1')
  const before = renders
  const arrived = message(connection.current)
  server.send('hello')
  await arrived
  await nextTask()
  expect(renders).toBe(before)
  server.sockets[0]?.terminate()
  await shows(mounted, '1 2')
})

test('what a binding gives is a store as well', async () => {
  let status!: ReturnType<typeof useStatus>
  mount(() => {
    status = useStatus(useConnection(server.url))
    return () => ''
  })
  const states: number[] = []
  onTestFinished(status.subscribe(({ readyState }) => states.push(readyState)))
  await vi.waitFor(() => expect(states.at(-1)).toBe(1))
  expect(get(status).readyState).toBe(1)
})

test('all who share a key may go to another URI in one go', async () => {
  const uri = writable(`${server.url}/a`)
  const state = fromStore(uri)
  for (let count = 0; count < 3; count += 1) live(() => state.current, { key: 'move' })
  await server.counts(1)
  uri.set(`${server.url}/b`)
  await server.counts(2, 1)
  await nextTask()
  expect(server.paths).toEqual(['/a', '/b'])
  expect(onError).not.toHaveBeenCalled()
})

test('useMessages has each message once, in order, through drops and another client', async () => {
  const uri = writable(`${server.url}/a`)
  const state = fromStore(uri)
  const seen: MessageData[] = []
  let connection!: Live<WebSockets>
  mount(() => {
    connection = useConnection(() => state.current, { reconnect: { minDelay: 1, maxDelay: 1 } })
    useMessages(connection, (data) => seen.push(data))
    return () => ''
  })
  await eachOnce({ server, seen, client: () => connection.current, go: uri.set })
})

test('useLastMessage is undefined at first and for another client; select decides what is kept', async () => {
  const uri = writable(`${server.url}/a`)
  const state = fromStore(uri)
  const mounted = mount(() => {
    const connection = useConnection(() => state.current)
    const last = useLastMessage(connection, {
      throttle: 0,
      select: (data) => (data === 'skip' ? undefined : `${data as string}!`),
    })
    return () => String(last.current)
  })
  await server.counts(1)
  await shows(mounted, 'undefined')
  server.send('one', 'two', 'skip')
  await shows(mounted, 'two!')
  uri.set(`${server.url}/b`)
  await shows(mounted, 'undefined')
})

test('the example of README connects, sends, and shows what comes', async () => {
  redirect(server.url)
  const element = document.createElement('div')
  const chat = mountComponent(Chat, { target: element, props: { room: 'a' } })
  onTestFinished(async () => unmountComponent(chat))
  const text = (): string | undefined => element.textContent?.replaceAll(/\s/g, '')
  await vi.waitFor(() => expect(text()).toBe('onlineSend'))
  expect(server.paths).toEqual(['/a'])
  const sent = new Promise((resolve) => {
    server.sockets[0]?.once('message', (data) => resolve(String(data)))
  })
  element.querySelector('button')?.click()
  expect(await sent).toBe('hello')
  server.send('one', 'two')
  await vi.waitFor(() => expect(text()).toBe('onlineSendonetwo'))
  vi.restoreAllMocks()
})
