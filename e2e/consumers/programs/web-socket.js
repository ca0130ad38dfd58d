// What a program does with the W3C class; the import stands above.
const { uri, report } = globalThis.consumer

const seen = []
const socket = new WebSocket(uri)

socket.onopen = () => {
  seen.push('open')
  socket.send('hello')
}
socket.onmessage = ({ data }) => {
  seen.push(`message ${data}`)
  socket.close(3000, 'enough')
}
socket.onclose = ({ code, reason }) => {
  seen.push(`close ${code} ${reason}`)
  report(seen)
}
