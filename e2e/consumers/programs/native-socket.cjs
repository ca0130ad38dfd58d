// A platform's WebSocket, as a classic script: it echoes, in tasks of their own, and shakes hands at the close.
class WebSocket {
  readyState = 0
  protocol = ''
  bufferedAmount = 0
  binaryType = 'blob'

  constructor(url) {
    this.url = url
    setTimeout(() => {
      this.readyState = 1
      this.onopen({ type: 'open' })
    })
  }

  send(data) {
    setTimeout(() => this.onmessage({ type: 'message', data }))
  }

  close(code, reason) {
    if (this.readyState > 1) return
    this.readyState = 2
    setTimeout(() => {
      this.readyState = 3
      this.onclose({ type: 'close', code, reason, wasClean: true })
    })
  }
}

globalThis.WebSocket = WebSocket
