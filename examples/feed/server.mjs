import { WebSocketServer } from 'ws'

const SENTENCES = [
  'The kettle is on.',
  'A train left on time.',
  'Somebody found the spare key.',
  'It rains in the north, and nowhere else.',
  'The cat is asleep on the router.',
  'A lighthouse says good evening.',
]

/**
 * A live feed at /feed: numbered messages, what anybody says, and a drop for whoever asks for one. It keeps nothing:
 * what was sent while a page was away is lost, and the numbers show that.
 * @param {import('node:http').Server} server
 * @param {{ every?: number, away?: number }} options - milliseconds between two messages, and without the server after a drop
 * @returns {{ close(): void }} what ends its connections, which a server's own close waits for
 */
export function serveFeed(server, { every = 1000, away = 4000 } = {}) {
  const feed = new WebSocketServer({ noServer: true })
  let id = 0
  let back = 0
  const tell = (text, from = 'feed') => {
    id += 1
    for (const socket of feed.clients) socket.send(JSON.stringify({ id, from, text }))
  }
  const timer = setInterval(() => tell(SENTENCES[id % SENTENCES.length]), every)
  timer.unref()
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/feed') return
    if (Date.now() < back) socket.destroy()
    else feed.handleUpgrade(request, socket, head, (ws) => feed.emit('connection', ws))
  })
  feed.on('connection', (socket) => {
    socket.on('message', (data) => {
      const text = String(data)
      if (text !== '/drop') return tell(text, 'you')
      back = Date.now() + away
      for (const one of feed.clients) one.terminate()
    })
  })
  const close = () => {
    clearInterval(timer)
    for (const socket of feed.clients) socket.terminate()
  }
  return { close }
}

/** Lets Vite's own server have the feed. */
export const feed = {
  name: 'feed',
  configureServer: ({ httpServer }) => void serveFeed(httpServer),
}
