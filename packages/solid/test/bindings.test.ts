// @vitest-environment happy-dom
import { catchError, createRenderEffect, createRoot, createSignal } from 'solid-js'
import { beforeEach, expect, onTestFinished, test, vi, type Mock } from 'vitest'
import type { MessageData } from 'wsevent'
import { Server } from '../../bindings/test/server.ts'
import { eachOnce, message, nextTask } from '../../bindings/test/story.ts'
import {
  useConnection,
  useLastMessage,
  useMessages,
  useStatus,
  type ConnectionOptions,
  type Uri,
} from '../src/index.ts'

let server: Server
let onError: Mock<(error: unknown) => void>

beforeEach(async () => {
  server = await Server.start()
  onError = vi.fn()
})

/** Runs it as a component; an error goes where an error boundary would take it. */
function mount<Result>(setup: () => Result): [Result, unmount: () => void] {
  return createRoot((dispose) => {
    onTestFinished(dispose)
    let result!: Result
    catchError(() => {
      result = setup()
    }, onError)
    return [result, dispose]
  })
}

const reconnect = { minDelay: 1, maxDelay: 1 }

test('is connected while the component is mounted', async () => {
  const [, unmount] = mount(() => useConnection(server.url))
  await server.counts(1)
  unmount()
  await server.counts(1, 0)
})

test('a signal that the URI reads may change, and there is another client; null stays closed', async () => {
  const [uri, setUri] = createSignal<Uri>(null)
  const [ws] = mount(() => useConnection(uri))
  const clients = new Set([ws()])
  await nextTask()
  expect(server.paths).toEqual([])
  setUri(`${server.url}/a`)
  await server.counts(1)
  clients.add(ws())
  setUri(new URL(`${server.url}/b`))
  await server.counts(2, 1)
  clients.add(ws())
  expect(server.paths).toEqual(['/a', '/b'])
  expect(clients.size).toBe(3)
})

test('a function that the accessor returns is called anew for each attempt', async () => {
  let attempt = 0
  const provider = (): string => {
    attempt += 1
    return `${server.url}/${attempt}`
  }
  mount(() => useConnection(() => provider, { reconnect }))
  await server.counts(1)
  server.sockets[0]?.terminate()
  await server.counts(2, 1)
  expect(server.paths).toEqual(['/1', '/2'])
})

test('options that say the same keep the connection, others do not', async () => {
  const [count, setCount] = createSignal(1)
  const options = (): ConnectionOptions => ({ queue: { maxBytes: Math.min(count(), 2) } })
  mount(() => useConnection(server.url, options))
  await server.counts(1)
  setCount(2)
  await server.counts(2, 1)
  setCount(3)
  await nextTask()
  await server.counts(2, 1)
})

test('one key is one connection and one client, which ends with the last', async () => {
  const options = { key: 'solid' }
  const mounted = Array.from({ length: 3 }, () => mount(() => useConnection(server.url, options)))
  await nextTask()
  await server.counts(1)
  expect(new Set(mounted.map(([ws]) => ws())).size).toBe(1)
  mounted[0]?.[1]()
  mounted[1]?.[1]()
  await nextTask()
  await server.counts(1)
  mounted[2]?.[1]()
  mount(() => useConnection(server.url, options))[1]()
  await server.counts(1, 0)
})

test.each<[string, string, ConnectionOptions]>([
  ['ERR_INVALID_URI', 'nowhere', {}],
  ['ERR_INVALID_OPTION', 'ws://127.0.0.1', { queues: true } as object],
])('%s goes to the error boundary', async (code, uri, options) => {
  mount(() => useConnection(uri, options))
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code })
})

test('a second set of options under one key goes to the boundary, and the first stays open', async () => {
  mount(() => useConnection(server.url, { key: 'two' }))
  await server.counts(1)
  mount(() => useConnection(server.url, { key: 'two', queue: true }))
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_OPTION' })
  await server.counts(1)
})

test('says so where nothing would end it', () => {
  expect(() => useConnection(server.url)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_STATE' }),
  )
})

test('useStatus changes with the status, and never for a message', async () => {
  const seen: string[] = []
  const [ws] = mount(() => {
    const client = useConnection(server.url, { reconnect })
    const status = useStatus(client)
    createRenderEffect(() => seen.push(`${status().readyState} ${status().attempt}`))
    return client
  })
  await vi.waitFor(() => expect(seen.at(-1)).toBe('1 1'))
  expect(seen[0]).toBe('3 0')
  const { length } = seen
  const arrived = message(ws())
  server.send('hello')
  await arrived
  await nextTask()
  expect(seen).toHaveLength(length)
  server.sockets[0]?.terminate()
  await vi.waitFor(() => expect(seen.at(-1)).toBe('1 2'))
})

test('all who share a key may go to another URI in one go', async () => {
  const [uri, setUri] = createSignal(`${server.url}/a`)
  const options = { key: 'move' }
  mount(() => [useConnection(uri, options), useConnection(uri, options)])
  mount(() => useConnection(uri, options))
  await server.counts(1)
  setUri(`${server.url}/b`)
  await server.counts(2, 1)
  await nextTask()
  expect(server.paths).toEqual(['/a', '/b'])
  expect(onError).not.toHaveBeenCalled()
})

test('useMessages has each message once, in order, through drops and another client', async () => {
  const [uri, setUri] = createSignal(`${server.url}/a`)
  const seen: MessageData[] = []
  const [ws] = mount(() => {
    const client = useConnection(uri, { reconnect })
    useMessages(client, (data) => seen.push(data))
    return client
  })
  await eachOnce({ server, seen, client: ws, go: setUri })
})

test('useLastMessage is undefined at first and for another client; select decides what is kept', async () => {
  const [uri, setUri] = createSignal(`${server.url}/a`)
  const [last] = mount(() =>
    useLastMessage(useConnection(uri), {
      throttle: 0,
      select: (data) => (data === 'skip' ? undefined : () => data),
    }),
  )
  await server.counts(1)
  expect(last()).toBeUndefined()
  server.send('one', 'two', 'skip')
  // A value that is a function is kept as it is.
  await vi.waitFor(() => expect(last()?.()).toBe('two'))
  setUri(`${server.url}/b`)
  await vi.waitFor(() => expect(last()).toBeUndefined())
})
