import { WebSockets } from 'wsevent'

/** Asks the server at URI, and answers with what it says. */
async function ask(uri, question) {
  const ws = WebSockets.new()
  ws.connect(uri, { queue: true })
  ws.send(question)
  for await (const answer of ws) return answer
}

export default {
  async fetch(request, { URI }) {
    return new Response(await ask(URI, await request.text()))
  },
}
