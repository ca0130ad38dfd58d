import { randomUUID } from 'node:crypto'

/**
 * The client's part: keeps each message until the server acknowledges its number, and sends the remaining ones after
 * each ONOPEN. Call it before `connect`, with `reconnect` on. It needs no `queue`, since `pending` acts as one.
 * @param {import('wsevent').WebSockets} ws
 */
export function acknowledgedSender(ws) {
  const session = randomUUID()
  /** @type {Map<number, string>} */
  const pending = new Map()
  let last = 0

  /**
   * @param {number} id
   * @param {string} text
   */
  function transmit(id, text) {
    try {
      ws.send(JSON.stringify({ session, id, text }))
    } catch (error) {
      // Not open: it goes out after the next ONOPEN.
      if (/** @type {{ code?: string }} */ (error).code !== 'ERR_INVALID_STATE') throw error
    }
  }

  ws.addEventListener(ws.ONOPEN, () => {
    for (const [id, text] of pending) transmit(id, text)
  })
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => {
    if (typeof data !== 'string') return
    const { ack } = JSON.parse(data)
    for (const id of pending.keys()) if (id <= ack) pending.delete(id)
  })

  return {
    /** Messages that the server has not acknowledged yet. */
    get pending() {
      return pending.size
    },
    /** @param {string} text */
    send(text) {
      last += 1
      pending.set(last, text)
      transmit(last, text)
    },
  }
}

/**
 * The server's part: handles each number once, and acknowledges the last one handled. In production, store `seen` with
 * your data, and write both in one transaction.
 * @param {(text: string) => void} handle
 */
export function acknowledgingReceiver(handle) {
  /** @type {Map<string, number>} */
  const seen = new Map()

  /**
   * @param {{ send(data: string): void }} socket
   * @param {string} message
   */
  return (socket, message) => {
    const { session, id, text } = JSON.parse(message)
    const done = seen.get(session) ?? 0
    // Only the next one: earlier ones are already handled, and those after a gap will be sent again.
    const isNext = id === done + 1
    if (isNext) {
      handle(text)
      seen.set(session, id)
    }
    socket.send(JSON.stringify({ ack: isNext ? id : done }))
  }
}
