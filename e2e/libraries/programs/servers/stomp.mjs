import StompServer from 'stomp-broker-js'

export function attach(server) {
  const broker = new StompServer({ server, path: '/stomp', debug: () => {} })
  // It tells nobody what he said himself.
  broker.subscribe('/topic/talk', (text) => broker.send('/topic/answer', {}, text))
}
