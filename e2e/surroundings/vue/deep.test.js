import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { reactive, ref, shallowRef } from 'vue'
import { WebSockets } from 'wsevent'

const holders = {
  reactive: (ws) => reactive({ ws }).ws,
  ref: (ws) => ref(ws).value,
  'ref of an object': (ws) => ref({ list: [ws] }).value.list[0],
  shallowRef: (ws) => shallowRef(ws).value,
}

for (const [name, hold] of Object.entries(holders)) {
  test(`a client in ${name} is the client`, async () => {
    const client = WebSockets.new()
    const ws = hold(client)
    equal(ws, client)
    ws.connect(process.env.WSEVENT_URI)
    await ws.opened
    ws.send('hello')
    ws.disconnect()
    equal((await ws.closed).code, 1000)
  })
}
