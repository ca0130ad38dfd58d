import { initTRPC } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'

const t = initTRPC.create()
const router = t.router({
  double: t.procedure.input((value) => Number(value)).query(({ input }) => input * 2),
  count: t.procedure.subscription(async function* count({ signal }) {
    yield 0
    yield 1
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }),
})

export function attach(server) {
  applyWSSHandler({ wss: new WebSocketServer({ server }), router })
}
