import { buildSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'

const schema = buildSchema('type Query { hello: String } type Subscription { count: Int }')

async function* count() {
  yield { count: 0 }
  yield { count: 1 }
  // Whoever subscribes stays subscribed.
  await new Promise(() => {})
}

export function attach(server) {
  useServer(
    { schema, roots: { query: { hello: 'world' }, subscription: { count } } },
    new WebSocketServer({ server, path: '/graphql' }),
  )
}
