/** A stand-in for WebSocket: the client needs no more than this. */
export class EchoSocket {
  static last
  readyState = 0
  protocol = ''

  constructor(url) {
    this.url = url
    EchoSocket.last = this
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen?.()
    })
  }

  send(data) {
    queueMicrotask(() => this.onmessage?.({ data }))
  }

  close(code = 1005, reason = '') {
    this.readyState = 3
    queueMicrotask(() => this.onclose?.({ code, reason, wasClean: true }))
  }
}
