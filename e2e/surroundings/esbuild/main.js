import { WebSockets } from 'wsevent'

const ws = WebSockets.new()
ws.addEventListener(ws.WSEVENT, (event) => {
  console.log(event)
  if (event.type === ws.ONOPEN) ws.send('hello '.repeat(20))
  if (event.type === ws.ONMESSAGE) ws.disconnect()
})
ws.connect(process.env.WSEVENT_URI)
