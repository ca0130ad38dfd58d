import type { Server } from 'node:http'

export function serveFeed(
  server: Server,
  options?: { every?: number; away?: number },
): { close(): void }
