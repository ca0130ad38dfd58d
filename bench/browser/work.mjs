/**
 * @typedef {import('../contenders/contender.mjs').Contender['open']} Open
 * @typedef {import('../contenders/contender.mjs').Message} Message
 * @typedef {{ uri: string, kind: 'text' | 'binary', size: number, count: number }} Work
 */

/**
 * Opens, works on one connection, closes; @returns milliseconds of the work alone.
 * @param {Open} open @param {string} uri
 * @param {(send: (data: string | Uint8Array) => void, listen: (onMessage: () => void) => void) => Promise<void>} work
 */
async function timed(open, uri, work) {
  let onMessage = () => {}
  let onClose = () => {}
  const link = await new Promise((resolve) => {
    const handlers = {
      onOpen: () => setTimeout(() => resolve(opened), 0),
      onMessage: () => onMessage(),
      onClose: () => onClose(),
    }
    const opened = open(uri, handlers)
  })
  const start = performance.now()
  await work(link.send, (listener) => {
    onMessage = listener
  })
  const time = performance.now() - start
  await new Promise((resolve) => {
    onClose = () => resolve(undefined)
    setTimeout(resolve, 1000)
    link.close()
  })
  return time
}

/** The peer sends as fast as it can. @param {Open} open @param {Work} work */
export const flood = (open, { uri, kind, size, count }) =>
  timed(
    open,
    uri,
    (send, listen) =>
      new Promise((resolve) => {
        let left = count
        listen(() => {
          left -= 1
          if (left === 0) resolve()
        })
        send(`flood ${kind} ${size} ${count}`)
      }),
  )

/** A hundred messages a task, until the peer has counted them all. @param {Open} open @param {Work} work */
export const burst = (open, { uri, kind, size, count }) =>
  timed(
    open,
    uri,
    (send, listen) =>
      new Promise((resolve) => {
        const message = kind === 'text' ? 'x'.repeat(size) : new Uint8Array(size)
        const { port1, port2 } = new MessageChannel()
        let left = count
        listen(() => resolve())
        port2.onmessage = () => {
          for (let sent = 0; sent < 100 && left > 0; sent++, left--) send(message)
          if (left > 0) port1.postMessage(0)
        }
        send(`count ${kind} ${size} ${count}`)
        port1.postMessage(0)
      }),
  )
