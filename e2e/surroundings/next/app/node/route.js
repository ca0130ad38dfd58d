import { WebSockets } from 'wsevent'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

export async function GET() {
  const ws = WebSockets.new()
  ws.connect(process.env.WSEVENT_URI, { queue: true })
  ws.send(new Blob(['hello from Node, in a Blob that is longer than 48 bytes']))
  for await (const answer of ws) return new Response(answer)
}
