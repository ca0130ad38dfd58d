import { createSignal, For } from 'solid-js'
import { useConnection, useMessages, useStatus } from '@wsevent/solid'

export function Chat(props: { room: string }) {
  const [messages, setMessages] = createSignal<string[]>([])
  const ws = useConnection(() => `wss://example.com/${props.room}`, {
    reconnect: true,
    queue: true,
  })
  const status = useStatus(ws)
  useMessages(ws, (data) => setMessages((all) => [...all, String(data)]))

  return (
    <>
      <p>{status().readyState === 1 ? 'online' : `attempt ${status().attempt} …`}</p>
      <button onClick={() => ws().send('hello')}>Send</button>
      <ul>
        <For each={messages()}>{(text) => <li>{text}</li>}</For>
      </ul>
    </>
  )
}
