// @vitest-environment happy-dom
import { beforeEach, expect, onTestFinished, test, vi, type Mock } from 'vitest'
import {
  computed,
  createApp,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  KeepAlive,
  ref,
  shallowRef,
  type Component,
  type Ref,
} from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { MessageData, WebSockets } from 'wsevent'
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

beforeEach(async () => {
  server = await Server.start()
})

interface Mounted {
  readonly element: HTMLElement
  readonly onError: Mock<(error: unknown) => void>
  unmount(): void
}

function mount(component: Component): Mounted {
  const element = document.createElement('div')
  const onError = vi.fn()
  const app = createApp(component)
  app.config.errorHandler = onError
  app.mount(element)
  let isMounted = true
  const unmount = (): void => {
    if (isMounted) app.unmount()
    isMounted = false
  }
  onTestFinished(unmount)
  return { element, onError, unmount }
}

async function shows(element: HTMLElement, text: string): Promise<void> {
  await vi.waitFor(() => expect(element.textContent).toBe(text))
}

/** A component that connects, and the clients that it had. */
function live(
  uri: Uri | Ref<Uri> = server.url,
  options: ConnectionOptions = {},
  clients: Set<WebSockets> = new Set(),
): Component {
  return defineComponent(() => {
    const ws = useConnection(uri, options)
    return () => {
      clients.add(ws.value)
      return null
    }
  })
}

test('is connected while the component is mounted', async () => {
  const { unmount } = mount(live())
  await server.counts(1)
  unmount()
  await server.counts(1, 0)
})

test('a ref of a URI may change, and there is another client; null stays closed', async () => {
  const uri = shallowRef<Uri>(null)
  const clients = new Set<WebSockets>()
  mount(live(uri, {}, clients))
  await nextTask()
  expect(server.paths).toEqual([])
  uri.value = `${server.url}/a`
  await server.counts(1)
  uri.value = new URL(`${server.url}/b`)
  await server.counts(2, 1)
  expect(server.paths).toEqual(['/a', '/b'])
  expect(clients.size).toBe(3)
})

test('options that say the same keep the connection, others do not', async () => {
  const count = ref(1)
  const options = computed(() => ({ queue: { maxBytes: Math.min(count.value, 2) } }))
  mount(defineComponent(() => (useConnection(server.url, options), () => null)))
  await server.counts(1)
  count.value = 2
  await server.counts(2, 1)
  count.value = 3
  await nextTask()
  await server.counts(2, 1)
})

test('one key is one connection, which ends with the last', async () => {
  const count = ref(3)
  const clients = new Set<WebSockets>()
  const Live = live(server.url, { key: 'vue' }, clients)
  mount({ render: () => Array.from({ length: count.value }, (_, key) => h(Live, { key })) })
  await nextTask()
  await server.counts(1)
  count.value = 1
  await nextTask()
  await server.counts(1)
  clients.clear()
  count.value = 4
  await nextTask()
  expect(clients.size).toBe(1)
  count.value = 0
  await server.counts(1, 0)
})

test('is closed while it is kept alive out of sight', async () => {
  const isShown = ref(true)
  const Live = live()
  mount({ render: () => h(KeepAlive, () => (isShown.value ? h(Live) : null)) })
  await server.counts(1)
  isShown.value = false
  await server.counts(1, 0)
  isShown.value = true
  await server.counts(2, 1)
})

test('keeps its connection when it is mounted anew in one go, as hot replacement does', async () => {
  const version = ref(0)
  const Live = live(server.url, { key: 'hot' })
  mount({ render: () => h(Live, { key: version.value }) })
  await server.counts(1)
  version.value += 1
  await nextTask()
  await server.counts(1)
})

test('works in an effect scope, and says so where nothing would end it', async () => {
  const scope = effectScope()
  const ws = scope.run(() => useConnection(server.url))
  await server.counts(1)
  scope.stop()
  await ws?.value.closed
  await server.counts(1, 0)
  expect(() => useConnection(server.url)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_STATE' }),
  )
})

test.each<[string, string, ConnectionOptions]>([
  ['ERR_INVALID_URI', 'nowhere', {}],
  ['ERR_INVALID_OPTION', 'ws://127.0.0.1', { queues: true } as object],
])('%s goes to the error handler, and nothing is open', async (code, uri, options) => {
  const { onError } = mount(live(uri, options))
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code })
})

test('a second set of options under one key goes to the error handler, and the first stays open', async () => {
  mount(live(server.url, { key: 'two' }))
  await server.counts(1)
  const { onError } = mount(live(server.url, { key: 'two', queue: true }))
  await nextTask()
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_OPTION' })
  await server.counts(1)
})

test('useStatus changes with the status, and never for a message', async () => {
  let client!: Readonly<Ref<WebSockets>>
  let renders = 0
  const { element } = mount(
    defineComponent(() => {
      client = useConnection(server.url, { reconnect: { minDelay: 1, maxDelay: 1 } })
      const status = useStatus(client)
      return () => {
        renders += 1
        return `${status.value.readyState} ${status.value.attempt}`
      }
    }),
  )
  await shows(element, '1 1')
  const before = renders
  const arrived = message(client.value)
  server.send('hello')
  await arrived
  await nextTask()
  expect(renders).toBe(before)
  server.sockets[0]?.terminate()
  await shows(element, '1 2')
})

test('all who share a key may go to another URI in one go', async () => {
  const uri = shallowRef(`${server.url}/a`)
  const Live = defineComponent(() => {
    const ws = useConnection(uri, { key: 'move' })
    return () => ws.value.url
  })
  const { onError } = mount(defineComponent(() => () => [h(Live), h(Live), h(Live)]))
  await server.counts(1)
  uri.value = `${server.url}/b`
  await server.counts(2, 1)
  await nextTask()
  expect(server.paths).toEqual(['/a', '/b'])
  expect(onError).not.toHaveBeenCalled()
})

test('useMessages has each message once, in order, through drops and another client', async () => {
  const uri = shallowRef(`${server.url}/a`)
  const seen: MessageData[] = []
  let client!: Readonly<Ref<WebSockets>>
  mount(
    defineComponent(() => {
      client = useConnection(uri, { reconnect: { minDelay: 1, maxDelay: 1 } })
      useMessages(client, (data) => seen.push(data))
      return () => null
    }),
  )
  await eachOnce({ server, seen, client: () => client.value, go: (to) => (uri.value = to) })
})

test('useLastMessage is undefined at first and for another client; select decides what is kept', async () => {
  const uri = shallowRef(`${server.url}/a`)
  const { element } = mount(
    defineComponent(() => {
      const ws = useConnection(uri)
      const last = useLastMessage(ws, {
        throttle: 0,
        select: (data) => (data === 'skip' ? undefined : `${data as string}!`),
      })
      return () => String(last.value)
    }),
  )
  await server.counts(1)
  expect(element.textContent).toBe('undefined')
  server.send('one', 'two', 'skip')
  await shows(element, 'two!')
  uri.value = `${server.url}/b`
  await shows(element, 'undefined')
})

test('a server renders a closed client and opens nothing; the page takes it over without a mismatch', async () => {
  const Live = defineComponent(() => {
    const ws = useConnection(server.url)
    const status = useStatus(ws)
    const last = useLastMessage(ws)
    useMessages(ws, () => undefined)
    return () => h('p', `${status.value.readyState} ${String(last.value)}`)
  })
  const element = document.createElement('div')
  element.innerHTML = await renderToString(createSSRApp(Live))
  expect(element.textContent).toBe('3 undefined')
  await nextTask()
  expect(server.paths).toEqual([])
  const warn = vi.spyOn(console, 'warn')
  const app = createSSRApp(Live)
  app.mount(element)
  onTestFinished(() => app.unmount())
  await shows(element, '1 undefined')
  expect(warn).not.toHaveBeenCalled()
  await server.counts(1)
})
