import { useConnection, useMessages, useStatus } from '@wsevent/react'
import { useEffect, useReducer, useState } from 'react'
import { add, describe, EMPTY } from '../feed/feed.js'

export function Feed() {
  const ws = useConnection('/feed', { reconnect: true, queue: true })
  const [{ items, lost }, onMessage] = useReducer(add, EMPTY)
  useMessages(ws, onMessage)

  const send = (event) => {
    event.preventDefault()
    const { text } = event.target.elements
    if (text.value) ws.send(text.value)
    text.value = ''
  }

  return (
    <>
      <header>
        <h1>A live feed in React</h1>
        <Badge ws={ws} />
        <button onClick={() => ws.send('/drop')}>Drop it</button>
      </header>
      <p className="lost">{lost} lost while away</p>
      <form onSubmit={send}>
        <input name="text" placeholder="Say something, online or not" autoComplete="off" />
        <button>Send</button>
      </form>
      <ol>
        {items.map(({ id, from, text }) => (
          <li key={id} className={from}>
            {text}
          </li>
        ))}
      </ol>
    </>
  )
}

function Badge({ ws }) {
  const status = useStatus(ws)
  const seconds = useCountdown(status)
  const word = describe(status)
  return (
    <span className={`badge ${word}`}>{word === 'waiting' ? `again in ${seconds} s` : word}</span>
  )
}

/** The whole seconds until the next attempt. */
function useCountdown(status) {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const end = performance.now() + (status.delay ?? 0)
    const tick = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 200)
    return () => clearInterval(timer)
  }, [status])
  return left
}
