import { WebSockets } from 'wsevent'

/** Says hello, in text and in bytes, and gives what came back and how it ended. */
export async function talk(uri) {
  const ws = WebSockets.new()
  const heard = []
  ws.addEventListener(ws.ONMESSAGE, ({ data }) => {
    heard.push(typeof data === 'string' ? data : [...new Uint8Array(data)])
    if (heard.length === 2) ws.disconnect(1000, 'thanks')
  })
  ws.connect(uri, { queue: true })
  ws.send('hello')
  ws.send(new Uint8Array([1, 2, 3]).buffer)
  return { heard, close: await ws.closed }
}
