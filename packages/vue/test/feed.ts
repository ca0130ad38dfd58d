import {
  experimental_streamedQuery as streamedQuery,
  useQuery,
  type UseQueryReturnType,
} from '@tanstack/vue-query'
import { WebSockets, type MessageData } from 'wsevent'

const queryFn = streamedQuery({
  streamFn: ({ signal }) => {
    const ws = WebSockets.new()
    ws.connect('wss://example.com/feed', { reconnect: true, signal })
    return ws
  },
})

export function useFeed(): UseQueryReturnType<MessageData[], Error> {
  return useQuery({ queryKey: ['feed'], queryFn })
}
