import { useConnection, useMessages, useStatus } from '@wsevent/solid'
import { createEffect, createSignal, For, onCleanup } from 'solid-js'
import { add, describe, EMPTY } from '../feed/feed.js'

export function Feed() {
  const ws = useConnection('/feed', { reconnect: true, queue: true })
  const [feed, setFeed] = createSignal(EMPTY)
  useMessages(ws, (data) => setFeed((before) => add(before, data)))

  const send = (event) => {
    event.preventDefault()
    const { text } = event.target.elements
    if (text.value) ws().send(text.value)
    text.value = ''
  }

  return (
    <>
      <header>
        <h1>A live feed in Solid</h1>
        <Badge ws={ws()} />
        <button onClick={() => ws().send('/drop')}>Drop it</button>
      </header>
      <p class="lost">{feed().lost} lost while away</p>
      <form onSubmit={send}>
        <input name="text" placeholder="Say something, online or not" autocomplete="off" />
        <button>Send</button>
      </form>
      <ol>
        <For each={feed().items}>{({ from, text }) => <li class={from}>{text}</li>}</For>
      </ol>
    </>
  )
}

function Badge(props) {
  const status = useStatus(() => props.ws)
  const seconds = createCountdown(status)
  const word = () => describe(status())
  return (
    <span class={`badge ${word()}`}>
      {word() === 'waiting' ? `again in ${seconds()} s` : word()}
    </span>
  )
}

/** The whole seconds until the next attempt. */
function createCountdown(status) {
  const [left, setLeft] = createSignal(0)
  createEffect(() => {
    const end = performance.now() + (status().delay ?? 0)
    const tick = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 200)
    onCleanup(() => clearInterval(timer))
  })
  return left
}
