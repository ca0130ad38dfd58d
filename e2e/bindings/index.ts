// A page of React that counts: what it saw of a server that drops, and how often it rendered.
import { useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/react'
import { createElement, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

interface Seen {
  readonly messages: readonly string[]
  /** Of the component that handles messages, and of the one that shows the last of them. */
  readonly renders: { readonly handler: number; readonly last: number }
}

/** Mounts five components with one key in StrictMode, and unmounts them once so many messages have come. */
export async function run(uri: string, count: number): Promise<Seen> {
  const messages: string[] = []
  const renders = { handler: 0, last: 0 }
  let finish = (): void => undefined
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const options = { key: 'page', reconnect: { minDelay: 1, maxDelay: 1 } }

  function Handler(): ReactNode {
    renders.handler += 1
    useMessages(useConnection(uri, { ...options }), (data) => {
      messages.push(data as string)
      if (messages.length === count) finish()
    })
    return null
  }
  function Last(): ReactNode {
    renders.last += 1
    const ws = useConnection(uri, { ...options })
    return `${useStatus(ws).readyState} ${String(useLastMessage(ws))}`
  }

  const element = document.createElement('div')
  const root = createRoot(element)
  const shows = async (text: string): Promise<void> => {
    while (element.textContent !== text)
      await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  const lasts = [1, 2, 3, 4].map((key) => createElement(Last, { key }))
  const first = [createElement(Handler, { key: 0 }), ...lasts.slice(0, 1)]
  root.render(createElement(StrictMode, undefined, first))
  await done
  const text = `1 ${messages.at(-1)}`
  await shows(text)
  root.render(createElement(StrictMode, undefined, lasts))
  await shows(text + '1 undefined'.repeat(3))
  root.unmount()
  return { messages, renders }
}
