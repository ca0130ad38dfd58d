import { TanStackDevtools } from '@tanstack/react-devtools'
import { wseventDevtools } from '@wsevent/inspector/tanstack'
import { createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { stage, textsOf, until, URI } from './stage.ts'

const inspectors = (): Element[] => [...document.querySelectorAll('ws-inspector')]
const shown = (): string[] =>
  inspectors().flatMap(({ shadowRoot }) => (shadowRoot ? textsOf(shadowRoot, '.row .text') : []))

/** Mounts the shell as an app does, with the plugin in it; gives what takes it away again. */
function mount(): () => void {
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const plugins = [wseventDevtools({ defaultOpen: true })]
  const config = { defaultOpen: true, theme: 'dark' as const }
  root.render(createElement(StrictMode, null, createElement(TanStackDevtools, { plugins, config })))
  return () => {
    root.unmount()
    place.remove()
  }
}

/** The real shell: it opens, events arrive, it goes again. */
export async function live(): Promise<unknown> {
  const on = stage()
  const unmount = mount()
  await until(() => inspectors().length === 1)
  on.ws.connect(URI)
  await on.ws.opened
  on.server.send('seen in the shell')
  await until(() => shown().includes('seen in the shell'))
  const [inspector] = inspectors()
  const result = {
    rows: shown().length > 3,
    theme: inspector?.getAttribute('theme'),
    isInSight: (inspector?.getBoundingClientRect().height ?? 0) > 100,
  }
  unmount()
  await until(() => inspectors().length === 0)
  return result
}

const seen: WeakRef<Element>[] = []

/** Mounts it so many times, one after the other. */
export async function mounts(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const unmount = mount()
    await until(() => inspectors().length === 1)
    seen.push(...inspectors().map((inspector) => new WeakRef(inspector)))
    unmount()
    await until(() => inspectors().length === 0)
  }
}

/** How many inspectors of those mounts something still holds. */
export const held = (): number => seen.filter((one) => one.deref()).length
