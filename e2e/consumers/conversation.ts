import { deepEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import { run } from '../../scripts/command.ts'

/** @param program - the name of one in programs/ */
export function pathOf(program: string): string {
  return fileURLToPath(new URL(`programs/${program}`, import.meta.url))
}

export function textOf(program: string): string {
  return readFileSync(pathOf(program), 'utf8')
}

/** The example after the import that a user writes, as a Node program. */
export function nodeProgram(importLine: string, program = 'conversation.js'): string {
  return `${importLine}
globalThis.consumer = {
  uri: process.argv[2],
  report: (seen) => console.log(JSON.stringify(seen)),
}
${textOf(program)}`
}

/** Runs a program that prints the events that it saw. */
export async function assertProgram(...command: readonly string[]): Promise<void> {
  const seen = await run(command)
  deepEqual(JSON.parse(seen), ['open', 'message hello', 'close 3000 enough'])
}

/** A real server on loopback, which says what it hears. */
export async function startEcho(): Promise<{ readonly uri: string; close(): void }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { uri: `ws://127.0.0.1:${port}`, close: () => server.close() }
}
