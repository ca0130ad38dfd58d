import {
  experimental_streamedQuery as streamedQuery,
  useQuery,
  type UseQueryResult,
} from '@tanstack/solid-query'
import { WebSockets, type MessageData } from 'wsevent'

const queryFn = streamedQuery({
  streamFn: ({ signal }) => {
    const ws = WebSockets.new()
    ws.connect('wss://example.com/feed', { reconnect: true, signal })
    return ws
  },
})

export function useFeed(): UseQueryResult<MessageData[]> {
  return useQuery(() => ({ queryKey: ['feed'], queryFn }))
}
