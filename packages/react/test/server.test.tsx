// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Server } from '../../bindings/test/server.ts'
import { useConnection, useLastMessage, useMessages, useStatus } from '../src/index.ts'
import { mount, shows } from './mount.tsx'

test.each(['before anyone connects', 'while others are connected with the same key'])(
  'a server renders a closed client and opens nothing; the page takes it over without a mismatch, %s',
  async (when) => {
    const server = await Server.start()
    const Live = (): ReactNode => {
      const ws = useConnection(server.url, { key: 'ssr' })
      const { readyState } = useStatus(ws)
      const last = useLastMessage(ws)
      useMessages(ws, () => undefined)
      return <p>{`${readyState} ${String(last)}`}</p>
    }
    const element = document.createElement('div')
    element.innerHTML = renderToString(<Live />)
    expect(element.textContent).toBe('3 undefined')
    expect(server.paths).toEqual([])

    if (when.startsWith('while')) {
      const other = await mount(<Live />)
      await shows(other.element, '1 undefined')
    }
    const onRecoverableError = vi.fn()
    const warn = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const app = (
      <StrictMode>
        <Live />
      </StrictMode>
    )
    const root = await act(async () => hydrateRoot(element, app, { onRecoverableError }))
    onTestFinished(() => act(() => root.unmount()))
    await shows(element, '1 undefined')
    await server.counts(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(warn.mock.calls.flat().join(' ')).not.toMatch(/hydrat|did not match/i)
  },
)
