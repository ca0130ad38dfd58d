// A page of React that counts: what it saw of a server that drops, and how often it rendered.
import { useConnection, useLastMessage, useMessages, useStatus } from '@wsevent/react'
import { createElement, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

interface Seen {
  readonly messages: readonly string[]
  /** Of the component that handles messages, and of the one that shows the last of them. */
  readonly renders: { readonly handler: number; readonly last: number }
  readonly text: string
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
  const lasts = [1, 2, 3, 4].map((key) => createElement(Last, { key }))
  root.render(createElement(StrictMode, undefined, createElement(Handler), lasts[0]))
  await done
  // The last message is shown within a frame's time.
  const isShown = (): boolean => element.textContent === `1 ${messages.at(-1)}`
  while (!isShown()) await new Promise((resolve) => requestAnimationFrame(resolve))
  const text = element.textContent
  root.render(createElement(StrictMode, undefined, lasts))
  await new Promise((resolve) => setTimeout(resolve, 50))
  root.unmount()
  return { messages, renders, text }
}
