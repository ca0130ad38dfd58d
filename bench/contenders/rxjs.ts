import WebSocket from 'isomorphic-ws'
import { webSocket } from 'rxjs/webSocket'
import type { Contender, Data } from './contender.ts'

export default {
  title: 'rxjs, webSocket',
  open: (url, { onOpen, onMessage, onClose }) => {
    const subject = webSocket<Data>({
      url,
      binaryType: 'arraybuffer',
      WebSocketCtor: WebSocket as never,
      serializer: (data) => data,
      deserializer: ({ data }) => data as Data,
      openObserver: { next: onOpen },
      closeObserver: { next: onClose },
    })
    subject.subscribe({ next: onMessage, error: () => {} })
    return { send: (data) => subject.next(data), close: () => subject.complete() }
  },
} satisfies Contender
