import { WebSockets } from 'wsevent'

export const runtime = 'edge'
export const dynamic = 'force-dynamic'

export async function GET() {
  const ws = WebSockets.new()
  ws.connect(process.env.WSEVENT_URI, { queue: true })
  ws.send('hello from edge')
  for await (const answer of ws) return new Response(answer)
}
