import { WebSockets } from 'wsevent'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

export async function GET() {
  const ws = WebSockets.new()
  ws.connect(process.env.WSEVENT_URI, { queue: true })
  ws.send('hello from nodejs')
  for await (const answer of ws) return new Response(answer)
}
