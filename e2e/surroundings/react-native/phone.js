/* global jest */
// The phone: React Native's own classes over a native module that is ws, and words its failures as Android's OkHttp does.
const mockSockets = new Map()

function mockEmit(type, event) {
  const emitter = require('react-native/Libraries/EventEmitter/RCTDeviceEventEmitter').default
  emitter.emit(type, event)
}

jest.mock('react-native/Libraries/WebSocket/NativeWebSocketModule', () => ({
  __esModule: true,
  default: {
    addListener() {},
    removeListeners() {},
    connect(url, protocols, { headers }, id) {
      const { WebSocket } = jest.requireActual('ws')
      const socket = new WebSocket(url, protocols ?? [], { headers })
      let failure
      mockSockets.set(id, socket)
      socket.on('unexpected-response', (request, { statusCode, statusMessage }) => {
        failure = `Expected HTTP 101 response but was '${statusCode} ${statusMessage}'`
        request.destroy()
        mockEmit('websocketFailed', { id, message: failure })
      })
      socket.on('open', () => mockEmit('websocketOpen', { id, protocol: socket.protocol }))
      socket.on('message', (data, isBinary) => {
        const [type, encoding] = isBinary ? ['binary', 'base64'] : ['text', 'utf8']
        mockEmit('websocketMessage', { id, type, data: data.toString(encoding) })
      })
      socket.on('error', ({ message }) => {
        failure ??= message
      })
      socket.on('close', (code, reason) => {
        mockSockets.delete(id)
        if (code === 1006) mockEmit('websocketFailed', { id, message: failure ?? 'EOF' })
        else mockEmit('websocketClosed', { id, code, reason: String(reason) })
      })
    },
    send: (text, id) => mockSockets.get(id)?.send(text),
    sendBinary: (base64, id) => mockSockets.get(id)?.send(Buffer.from(base64, 'base64')),
    ping: (id) => mockSockets.get(id)?.ping(),
    close: (code, reason, id) => mockSockets.get(id)?.close(code, reason),
  },
}))

// As React Native's own setUpXHR does it.
global.WebSocket = require('react-native/Libraries/WebSocket/WebSocket').default
global.URL = require('react-native/Libraries/Blob/URL').URL
