import { WebSockets } from 'wsevent'

const RECONNECT = { minDelay: 1, maxDelay: 1 }
const HEARTBEAT = { interval: 60_000 }
const AT_A_TIME = 100

/** @param {string} path */
const uri = (path) => `ws://127.0.0.1/${path}`

/**
 * One client whose server closes as soon as it has said its name.
 * @param {number} port
 * @param {number} count
 */
export async function reconnectOften(port, count) {
  const ws = WebSockets.new()
  let drops = 0
  ws.addEventListener(ws.ONMESSAGE, () => ws.send('acknowledged'))
  ws.addEventListener(ws.ONCLOSE, () => {
    drops += 1
    if (drops === count) ws.disconnect()
  })
  ws.connect(uri('flap'), { port, reconnect: RECONNECT, heartbeat: HEARTBEAT, queue: true })
  await ws.closed
}

/**
 * One client with a queue, whose messages all come back.
 * @param {number} port
 * @param {number} count
 */
export async function sendMany(port, count) {
  const ws = WebSockets.new()
  let sent = 0
  let echoed = 0
  const send = () => {
    for (let rest = AT_A_TIME; rest > 0 && sent < count; rest -= 1)
      ws.send(`message ${(sent += 1)}`)
  }
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => {
    echoed += 1
    if (data !== `message ${echoed}`) throw new Error(`${String(data)} came for ${echoed}`)
    if (echoed === count) ws.disconnect()
    else if (echoed % AT_A_TIME === 0) send()
  })
  ws.connect(uri('echo'), { port, heartbeat: HEARTBEAT, queue: true })
  send()
  await ws.closed
}

/**
 * Many clients in this process, all open at the same time.
 * @param {number} port
 * @param {number} count
 * @param {() => Promise<number>} heap
 */
export async function connectMany(port, count, heap) {
  const options = { port, reconnect: true, heartbeat: HEARTBEAT, queue: true }
  const clients = Array.from({ length: count }, () => WebSockets.new())
  for (let from = 0; from < count; from += AT_A_TIME) {
    const some = clients.slice(from, from + AT_A_TIME)
    for (const ws of some) ws.connect(uri('echo'), options)
    await Promise.all(some.map((ws) => ws.opened))
  }
  const during = await heap()
  let echoes = 0
  await Promise.all(clients.map((ws) => echoOf(ws).then(() => (echoes += 1))))
  await Promise.all(clients.map((ws) => ws[Symbol.asyncDispose]()))
  return { during, echoes }
}

/** @param {WebSockets} ws */
function echoOf(ws) {
  return new Promise((resolve) => {
    ws.addEventListener(ws.ONMESSAGE, resolve, { once: true })
    ws.send('are you all there?')
  })
}
