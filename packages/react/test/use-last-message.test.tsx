// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { MessageData } from 'wsevent'
import { Server } from '../../bindings/test/server.ts'
import {
  useConnection,
  useLastMessage,
  useMessages,
  type LastMessageOptions,
} from '../src/index.ts'
import { Boundary, mount, shows, silence } from './mount.tsx'

let server: Server
let renders: number
let onMessage: (data: MessageData) => void

beforeEach(async () => {
  server = await Server.start()
  renders = 0
})

interface LiveProps {
  readonly path?: string
  readonly last?: LastMessageOptions<unknown>
}

function Live({ path = '', last }: LiveProps): ReactNode {
  const ws = useConnection(server.url + path)
  useMessages(ws, (data) => onMessage(data))
  renders += 1
  return JSON.stringify(useLastMessage(ws, last) ?? null)
}

/** Sends, and resolves once the last of these has come. */
async function send(...messages: readonly string[]): Promise<void> {
  await act(async () => {
    await new Promise<void>((resolve) => {
      onMessage = (data) => {
        if (data === messages.at(-1)) resolve()
      }
      server.send(...messages)
    })
  })
}

test('is undefined at first, then the last message', async () => {
  const { element } = await mount(<Live last={{ throttle: 0 }} />)
  await server.counts(1)
  expect(element.textContent).toBe('null')
  await send('one')
  expect(element.textContent).toBe('"one"')
  await send('two', 'three')
  expect(element.textContent).toBe('"three"')
})

test('the last of many messages is shown', async () => {
  const { element } = await mount(
    <StrictMode>
      <Live last={{ throttle: 5 }} />
    </StrictMode>,
  )
  await server.counts(1)
  await send(...Array.from({ length: 1000 }, (_, at) => String(at)))
  await shows(element, '"999"')
})

test('select decides what is kept: undefined leaves the last value, and the same one renders nothing', async () => {
  const select = (data: MessageData): number | undefined =>
    data === 'skip' ? undefined : (data as string).length
  const { element } = await mount(<Live last={{ select, throttle: 0 }} />)
  await server.counts(1)
  await send('four')
  const before = renders
  await send('skip', 'nine')
  expect(element.textContent).toBe('4')
  expect(renders).toBe(before)
})

test('a select written inline is that of the last render', async () => {
  const at = (prefix: string): ReactNode => (
    <Live last={{ select: (data) => prefix + (data as string), throttle: 0 }} />
  )
  const mounted = await mount(at('a'))
  await server.counts(1)
  await mounted.render(at('b'))
  await send('1')
  expect(mounted.element.textContent).toBe('"b1"')
})

test('another URI has no last message yet', async () => {
  const mounted = await mount(<Live path="/a" last={{ throttle: 0 }} />)
  await server.counts(1)
  await send('of a')
  await mounted.render(<Live path="/b" last={{ throttle: 0 }} />)
  expect(mounted.element.textContent).toBe('null')
})

test.each([{ throttle: -1 }, { throttle: Number.NaN }])('%j goes to the boundary', async (last) => {
  silence()
  const onError = vi.fn()
  await mount(
    <Boundary onError={onError}>
      <Live last={last} />
    </Boundary>,
  )
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'ERR_INVALID_OPTION' })
  expect(server.paths).toEqual([])
})
