import { createSignal, For } from 'solid-js'
import { createWebSockets } from './create-websockets.js'

const states = ['connecting', 'open', 'closing', 'closed']

export function Chat(props) {
  const [text, setText] = createSignal('')
  const [messages, setMessages] = createSignal([])
  const [ws, status] = createWebSockets(
    () => props.uri,
    ({ data }) => setMessages((all) => [...all, data]),
  )

  const send = (event) => {
    event.preventDefault()
    ws.send(text())
  }
  const reconnect = () => {
    ws.disconnect()
    ws.connect(props.uri, { reconnect: true, queue: true })
  }

  return (
    <>
      <h1>Chat</h1>
      <p role="status">{states[status().readyState]}</p>
      <form onSubmit={send}>
        <input onInput={(event) => setText(event.target.value)} />
        <button>Send</button>
      </form>
      <button onClick={reconnect}>Reconnect</button>
      <ul>
        <For each={messages()}>{(message) => <li>{message}</li>}</For>
      </ul>
    </>
  )
}
