// The plugin's own example, as each consumer runs it: the import stands before, what it reads and calls are globals.
const ws = WebSockets.new()
const seen = []

function onEvent(event) {
  if (event.type === ws.ONOPEN) {
    seen.push('open')
    ws.send('hello')
  } else if (event.type === ws.ONMESSAGE) {
    seen.push(`message ${event.data}`)
    ws.disconnect(3000, 'enough')
  } else if (event.type === ws.ONCLOSE) {
    seen.push(`close ${event.code} ${event.reason}`)
    globalThis.consumer.report(seen)
  } else if (event.type === ws.ONERROR) {
    seen.push(`error ${event.code}`)
  }
}

ws.addEventListener(ws.WSEVENT, onEvent)
ws.connect(globalThis.consumer.uri)
