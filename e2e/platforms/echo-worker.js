// A shared worker or a service worker that talks to an echo and answers with what it heard: one script for both.
{
  importScripts('/wsevent.min.js')
  const Client = globalThis.WebSockets

  /** @param {unknown} data */
  const plain = (data) => (data instanceof ArrayBuffer ? [...new Uint8Array(data)] : data)

  /** @param {string} uri */
  const converse = async (uri) => {
    /** @type {object[]} */
    const heard = []
    const ws = Client.new()
    ws.addEventListener(ws.WSEVENT, (event) => {
      heard.push(event.type === ws.ONMESSAGE ? { ...event, data: plain(event.data) } : event)
      if (event.type === ws.ONOPEN) {
        ws.send('żółw')
        ws.send(Uint8Array.of(0, 128, 255))
      } else if (event.type === ws.ONMESSAGE && typeof event.data !== 'string') {
        ws.disconnect(4000, 'heard enough')
      }
    })
    ws.connect(uri)
    await ws.closed
    return JSON.stringify(heard)
  }

  globalThis.addEventListener('connect', (event) => {
    const [port] = /** @type {MessageEvent} */ (event).ports
    port?.addEventListener('message', async ({ data }) => port.postMessage(await converse(data)))
    port?.start()
  })

  globalThis.addEventListener('message', (event) => {
    const answer = converse(event.data).then((heard) => event.ports[0]?.postMessage(heard))
    if ('waitUntil' in event && typeof event.waitUntil === 'function') event.waitUntil(answer)
  })
}
