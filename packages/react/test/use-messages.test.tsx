// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { MessageData, WebSockets, WebSocketsStatus } from 'wsevent'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, useMessages, useStatus } from '../src/index.ts'
import { Boundary, mount, shows, silence } from './mount.tsx'

let server: Server
let ws: WebSockets
let renders: number

beforeEach(async () => {
  server = await Server.start()
  renders = 0
})

interface LiveProps {
  readonly onMessage: (data: MessageData) => void
}

const options = { reconnect: { minDelay: 1, maxDelay: 1 } }

function Live({ onMessage }: LiveProps): ReactNode {
  ws = useConnection(server.url, options)
  useMessages(ws, onMessage)
  renders += 1
  return null
}

/** Resolves once the client has had so many messages more. */
async function messages(count: number): Promise<void> {
  let left = count
  await new Promise<void>((resolve) => {
    ws.addEventListener(ws.ONMESSAGE, function onMessage() {
      left -= 1
      if (left > 0) return
      ws.removeEventListener(ws.ONMESSAGE, onMessage)
      resolve()
    })
  })
}

test('10,000 messages through 20 drops come once each, in order, and render nothing', async () => {
  const seen: MessageData[] = []
  const all = Array.from({ length: 10_000 }, (_, at) => String(at))
  await mount(
    <StrictMode>
      <Live onMessage={(data) => seen.push(data)} />
    </StrictMode>,
  )
  const before = renders
  await act(async () => {
    for (let drop = 0; drop < 20; drop += 1) {
      await server.counts(drop + 1, 1)
      const arrived = messages(500)
      server.send(...all.slice(drop * 500, (drop + 1) * 500))
      await arrived
      // Half of the drops are clean.
      if (drop % 2) server.sockets[0]?.close(1012)
      else server.sockets[0]?.terminate()
    }
  })
  expect(seen).toEqual(all)
  expect(renders).toBe(before)
})

test('calls the handler of the last render', async () => {
  const [first, second] = [vi.fn(), vi.fn()]
  const mounted = await mount(<Live onMessage={first} />)
  await server.counts(1)
  await mounted.render(<Live onMessage={second} />)
  const arrived = messages(1)
  server.send('hello')
  await arrived
  expect(first).not.toHaveBeenCalled()
  expect(second.mock.calls).toEqual([['hello']])
})

test('two components with the same handler both hear', async () => {
  const handler = vi.fn()
  const Ear = ({ client }: { readonly client: WebSockets }): ReactNode => {
    useMessages(client, handler)
    return null
  }
  const Ears = (): ReactNode => {
    ws = useConnection(server.url)
    return [<Ear key="left" client={ws} />, <Ear key="right" client={ws} />]
  }
  const mounted = await mount(<Ears />)
  await server.counts(1)
  const arrived = messages(1)
  server.send('hello')
  await arrived
  expect(handler).toHaveBeenCalledTimes(2)
  await mounted.unmount()
})

test('a handler that throws is reported, and neither rendering nor the connection breaks', async () => {
  const tasks: (() => void)[] = []
  const mounted = await mount(
    <Live
      onMessage={() => {
        throw new Error('mine')
      }}
    />,
  )
  await server.counts(1)
  // Where the client throws it again, for the window to report.
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => tasks.push(task))
  const arrived = messages(2)
  server.send('one', 'two')
  await arrived
  vi.restoreAllMocks()
  expect(tasks).toHaveLength(2)
  expect(tasks[0]).toThrow('mine')
  const handler = vi.fn()
  await mounted.render(<Live onMessage={handler} />)
  const again = messages(1)
  server.send('three')
  await again
  expect(handler.mock.calls).toEqual([['three']])
  await server.counts(1)
})

test('a handler that is no function goes to the boundary, and nothing is left open', async () => {
  silence()
  const onError = vi.fn()
  await mount(
    <Boundary onError={onError}>
      <Live onMessage={null as never} />
    </Boundary>,
  )
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_LISTENER' })
  await ws.closed
  await server.counts(server.paths.length, 0)
})

test('useStatus renders when the status changed, and never for a message', async () => {
  const seen: WebSocketsStatus[] = []
  const Status = (): ReactNode => {
    ws = useConnection(server.url, options)
    const status = useStatus(ws)
    seen.push(status)
    return `${status.readyState} ${status.attempt}`
  }
  const { element } = await mount(<Status />)
  await shows(element, '1 1')
  const before = seen.length
  expect(new Set(seen).size).toBe(before)
  await act(async () => {
    const arrived = messages(100)
    server.send(...Array.from({ length: 100 }, String))
    await arrived
  })
  expect(seen).toHaveLength(before)
  server.sockets[0]?.terminate()
  await shows(element, '1 2')
  expect(new Set(seen).size).toBe(seen.length)
})
