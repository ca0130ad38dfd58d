import { useState } from 'react'
import { useConnection, useMessages, useStatus } from '@wsevent/react'

export function Chat({ room }: { room: string }) {
  const [messages, setMessages] = useState<string[]>([])
  const ws = useConnection(`wss://example.com/${room}`, { reconnect: true, queue: true })
  const { readyState, attempt } = useStatus(ws)
  useMessages(ws, (data) => setMessages((all) => [...all, String(data)]))

  return (
    <>
      <p>{readyState === 1 ? 'online' : `attempt ${attempt} …`}</p>
      <button onClick={() => ws.send('hello')}>Send</button>
      <ul>
        {messages.map((text, at) => (
          <li key={at}>{text}</li>
        ))}
      </ul>
    </>
  )
}
