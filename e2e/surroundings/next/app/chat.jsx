'use client'

import { useState } from 'react'
import { useWebSockets } from './use-websockets.js'

const states = ['connecting', 'open', 'closing', 'closed']

export function Chat({ uri }) {
  const [messages, setMessages] = useState([])
  const [ws, status] = useWebSockets(uri, ({ data }) => setMessages((all) => [...all, data]))

  const reconnect = () => {
    ws.disconnect()
    ws.connect(uri, { reconnect: true, queue: true })
  }

  return (
    <>
      <h1>Chat</h1>
      <p role="status">{states[status.readyState]}</p>
      <form action={(form) => ws.send(form.get('text'))}>
        <input name="text" />
        <button>Send</button>
      </form>
      <button onClick={reconnect}>Reconnect</button>
      <ul>
        {messages.map((message, index) => (
          <li key={index}>{message}</li>
        ))}
      </ul>
    </>
  )
}
