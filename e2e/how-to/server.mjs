// node --import e2e/how-to/server.mjs FILE: an echo at the address that the file connects to. It loses the first connection.
import { mockServer } from '@wsevent/testing'

const server = mockServer(process.env.URI, { timeout: 10_000 })
server.reply('ping', 'pong')
server.reply(undefined, (data) => data)

async function lose() {
  await server.nextConnection()
  await server.settled()
  // So that every handler of the file has its turn, also those of a loss.
  server.drop()
  await server.settled()
  console.log('connected')
  process.exit()
}

// Not awaited: the file runs when this module is done.
void lose()
