// @vitest-environment happy-dom
import * as React from 'react'
import { act, StrictMode, Suspense, type ReactNode } from 'react'
import { beforeEach, describe, expect, test, vi, type Mock } from 'vitest'
import { WebSockets } from 'wsevent'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, type ConnectionOptions, type Uri } from '../src/index.ts'
import { Boundary, mount, silence } from './mount.tsx'

let server: Server
let clients: Set<WebSockets>
let connect: Mock<WebSockets['connect']>
let renders: number

beforeEach(async () => {
  server = await Server.start()
  clients = new Set()
  vi.restoreAllMocks()
  connect = vi.spyOn(WebSockets.prototype, 'connect')
  renders = 0
})

interface LiveProps {
  readonly uri?: Uri
  readonly options?: ConnectionOptions
}

function Live({ uri = server.url, options }: LiveProps): ReactNode {
  const ws = useConnection(uri, options)
  clients.add(ws)
  renders += 1
  return null
}

/** Whatever would be opened or closed a task later has been by then. */
async function nextTask(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve)))
}

describe('one component', () => {
  test('is connected while it is mounted', async () => {
    const mounted = await mount(<Live />)
    await server.counts(1)
    await mounted.unmount()
    await server.counts(1, 0)
  })

  test('has one connection in StrictMode, and leaves none', async () => {
    const mounted = await mount(
      <StrictMode>
        <Live />
      </StrictMode>,
    )
    await nextTask()
    await server.counts(1)
    expect(connect).toHaveBeenCalledTimes(1)
    await mounted.unmount()
    await server.counts(1, 0)
  })

  test('keeps its connection when it renders with the same options, written inline', async () => {
    const inline = (): ReactNode => (
      <Live options={{ reconnect: { attempts: 3, shouldReconnect: () => true }, protocols: [] }} />
    )
    const mounted = await mount(inline())
    await server.counts(1)
    await mounted.render(inline())
    await nextTask()
    await server.counts(1)
    expect(connect).toHaveBeenCalledTimes(1)
    expect([clients.size, renders]).toEqual([1, 2])
  })

  test('has another client for another URI, and the old one closes', async () => {
    const mounted = await mount(<Live uri={`${server.url}/a`} />)
    await server.counts(1)
    await mounted.render(<Live uri={new URL(`${server.url}/b`)} />)
    await server.counts(2, 1)
    expect(server.paths).toEqual(['/a', '/b'])
    const [old, current] = clients
    await Promise.all([old?.closed, current?.opened])
    expect(clients.size).toBe(2)
  })

  test('connects anew when an option says something else', async () => {
    const mounted = await mount(<Live options={{ queue: true }} />)
    await server.counts(1)
    await mounted.render(<Live options={{ queue: { maxBytes: 5 } }} />)
    await server.counts(2, 1)
  })

  test('stays closed for null, and connects once there is a URI', async () => {
    const mounted = await mount(<Live uri={null} />)
    await nextTask()
    expect(server.paths).toEqual([])
    await mounted.render(<Live />)
    await server.counts(1)
    await mounted.render(<Live uri={null} />)
    await server.counts(1, 0)
  })

  test('asks the URI function of the last render at each attempt', async () => {
    const reconnect = { minDelay: 1, maxDelay: 1 }
    const at = (path: string): ReactNode => (
      <Live uri={() => `${server.url}/${path}`} options={{ reconnect }} />
    )
    const mounted = await mount(at('first'))
    await server.counts(1)
    await mounted.render(at('second'))
    server.sockets[0]?.close(1012)
    await server.counts(2, 1)
    expect(server.paths).toEqual(['/first', '/second'])
    expect(clients.size).toBe(1)
  })

  test('that suspends opens nothing before it is there', async () => {
    let show = (): void => undefined
    let isReady = false
    const ready = new Promise<void>((resolve) => {
      show = () => {
        isReady = true
        resolve()
      }
    })
    const Slow = (): ReactNode => {
      // What React takes for a suspended component, in 18 too.
      // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error
      if (!isReady) throw ready
      return null
    }
    await mount(
      <StrictMode>
        <Suspense>
          <Live />
          <Slow />
        </Suspense>
      </StrictMode>,
    )
    await nextTask()
    expect(server.paths).toEqual([])
    await act(async () => show())
    await server.counts(1)
  })

  test.runIf('Activity' in React)('is closed while it is hidden', async () => {
    const { Activity } = React
    const mounted = await mount(
      <Activity>
        <Live />
      </Activity>,
    )
    await server.counts(1)
    await mounted.render(
      <Activity mode="hidden">
        <Live />
      </Activity>,
    )
    await server.counts(1, 0)
    await mounted.render(
      <Activity>
        <Live />
      </Activity>,
    )
    await server.counts(2, 1)
    expect(clients.size).toBe(1)
  })
})

describe('one key', () => {
  const options = { key: 'shared' }
  const crowd = (count: number): ReactNode =>
    Array.from({ length: count }, (_, at) => <Live key={at} options={{ ...options }} />)

  test('is one connection for all who use it, which ends with the last', async () => {
    const mounted = await mount(<StrictMode>{crowd(10)}</StrictMode>)
    await nextTask()
    await server.counts(1)
    clients.clear()
    await mounted.render(<StrictMode>{crowd(5)}</StrictMode>)
    expect(clients.size).toBe(1)
    await mounted.render(<StrictMode>{crowd(1)}</StrictMode>)
    await nextTask()
    await server.counts(1)
    expect(connect).toHaveBeenCalledTimes(1)
    await mounted.unmount()
    await server.counts(1, 0)
  })

  test('gives who comes later the same client at once', async () => {
    await mount(<Live options={options} />)
    await mount(<Live options={options} />)
    expect([clients.size, renders]).toEqual([1, 2])
  })

  test('keeps the connection when all are mounted anew', async () => {
    const mounted = await mount(<div key="a">{crowd(3)}</div>)
    await server.counts(1)
    await mounted.render(<div key="b">{crowd(3)}</div>)
    await nextTask()
    await server.counts(1)
    expect(connect).toHaveBeenCalledTimes(1)
  })

  test('lets all go to another URI together', async () => {
    const at = (uri: string): ReactNode => [
      <Live key="a" uri={uri} options={options} />,
      <Live key="b" uri={uri} options={options} />,
    ]
    const mounted = await mount(at(`${server.url}/a`))
    await server.counts(1)
    await mounted.render(at(`${server.url}/b`))
    await nextTask()
    await server.counts(2, 1)
    expect(server.paths).toEqual(['/a', '/b'])
  })

  test('asks the URI function of the one who came last and is still there', async () => {
    const reconnect = { minDelay: 1, maxDelay: 1 }
    const user = (path: string): ReactNode => (
      <Live key={path} uri={() => `${server.url}/${path}`} options={{ ...options, reconnect }} />
    )
    const mounted = await mount([user('first'), user('second')])
    await server.counts(1)
    await mounted.render([user('first')])
    server.sockets[0]?.close(1012)
    await server.counts(2, 1)
    expect(server.paths).toEqual(['/second', '/first'])
  })

  test('takes the same options in another order', async () => {
    await mount(<Live options={{ ...options, queue: true, port: server.port }} />)
    await mount(<Live options={{ port: server.port, queue: true, ...options }} />)
    expect(clients.size).toBe(1)
  })
})

describe('what is wrong', () => {
  async function errorOf(node: ReactNode): Promise<unknown> {
    silence()
    const onError = vi.fn()
    await mount(<Boundary onError={onError}>{node}</Boundary>)
    await nextTask()
    return onError.mock.calls[0]?.[0]
  }

  test('a second set of options under one key goes to the boundary, and the first stays open', async () => {
    await mount(<Live options={{ key: 'k' }} />)
    await server.counts(1)
    expect(await errorOf(<Live options={{ key: 'k', queue: true }} />)).toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('one URI and one set of options at a time') as string,
    })
    await server.counts(1)
  })

  test.each([
    ['ERR_INVALID_URI', <Live key="1" uri="nowhere" />],
    ['ERR_INVALID_URI', <Live key="2" uri={5 as never} />],
    ['ERR_INVALID_OPTION', <Live key="3" options={{ queues: true } as object} />],
    ['ERR_INVALID_OPTION', <Live key="4" options={'chat' as never} />],
  ])('%s goes to the boundary, and nothing is open', async (code, node) => {
    expect(await errorOf(<StrictMode>{node}</StrictMode>)).toMatchObject({ code })
    expect(server.paths).toEqual([])
  })

  test('outside of a component React says so', () => {
    silence()
    expect(() => useConnection(server.url)).toThrow()
  })
})
