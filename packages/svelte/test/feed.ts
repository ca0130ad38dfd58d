import {
  createQuery,
  experimental_streamedQuery as streamedQuery,
  type CreateQueryResult,
} from '@tanstack/svelte-query'
import { WebSockets, type MessageData } from 'wsevent'

const queryFn = streamedQuery({
  streamFn: ({ signal }) => {
    const ws = WebSockets.new()
    ws.connect('wss://example.com/feed', { reconnect: true, signal })
    return ws
  },
})

export function createFeed(): CreateQueryResult<MessageData[]> {
  return createQuery(() => ({ queryKey: ['feed'], queryFn }))
}
