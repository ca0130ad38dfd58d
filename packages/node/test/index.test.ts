import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as source from '../src/index.ts'
import { serve } from './support/ws-server.ts'

const NAMES = [
  'ONCLOSE',
  'ONERROR',
  'ONMESSAGE',
  'ONOPEN',
  'TLS_1_0',
  'TLS_1_1',
  'TLS_1_2',
  'TLS_1_3',
  'WSEVENT',
  'WebSockets',
  'WebSocketsError',
  'default',
]
const CONSTANTS = NAMES.filter((name) => name === name.toUpperCase())

type Entry = typeof source

const file = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))
const esm = file('index.js')
const cjs = file('index.cjs')
const isBuilt = existsSync(esm) && existsSync(cjs)

async function esmEntry(): Promise<Entry> {
  return (await import(/* @vite-ignore */ esm)) as Entry
}

function cjsEntry(): Entry {
  return createRequire(import.meta.url)(cjs) as Entry
}

async function expectWorks({ WebSockets, WSEVENT }: Entry): Promise<void> {
  const server = await serve()
  const client = WebSockets.new()
  const types: string[] = []
  client.addEventListener(WSEVENT, (event) => {
    types.push(event.type)
    if (event.type === client.ONOPEN) client.send('hello')
    else if (event.type === client.ONMESSAGE) client.disconnect()
  })
  client.connect(server.url)
  expect(await client.closed).toMatchObject({ code: 1000, wasClean: true })
  expect(types).toEqual(['open', 'message', 'close'])
}

describe.each([
  ['the source', () => Promise.resolve<Entry>(source), true],
  ['the ESM build', esmEntry, isBuilt],
  ['the CJS build', () => Promise.resolve(cjsEntry()), isBuilt],
])('%s', (_, entryOf, isThere) => {
  it.runIf(isThere)('exports the documented names, and no other', async () => {
    const entry = await entryOf()
    expect(Object.keys(entry).toSorted()).toEqual(NAMES)
    expect(entry.default).toBe(entry.WebSockets)
  })

  it.runIf(isThere)('has the constants on the class and on each instance', async () => {
    const entry = await entryOf()
    const { WebSockets } = entry
    const valuesOf = (holder: object): unknown[] =>
      CONSTANTS.map((name) => (holder as Readonly<Record<string, unknown>>)[name])
    expect(valuesOf(entry)).not.toContain(undefined)
    expect(valuesOf(WebSockets)).toEqual(valuesOf(entry))
    expect(valuesOf(WebSockets.new())).toEqual(valuesOf(entry))
    expect(new WebSockets()).toBeInstanceOf(WebSockets)
    expect(WebSockets.new()).toBeInstanceOf(WebSockets)
  })

  it.runIf(isThere)('opens, sends, receives and closes', async () => {
    await expectWorks(await entryOf())
  })
})

it('new() on a class that extends it makes one of that class', () => {
  class Chat extends source.WebSockets {}
  expect(Chat.new()).toBeInstanceOf(Chat)
})

it('an error of a handler is thrown again where Node hears of it', async () => {
  const server = await serve()
  const uncaught = new Promise((resolve) => {
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.once('uncaughtException', (error) => {
      for (const other of others) process.on('uncaughtException', other)
      resolve(error)
    })
  })
  const client = new source.WebSockets()
  const mistake = new Error('a mistake in a handler')
  client.addEventListener(client.ONOPEN, () => {
    throw mistake
  })
  client.connect(server.url)
  await client.opened
  expect(await uncaught).toBe(mistake)
  client.disconnect()
})

it('a heartbeat without a message is a ping frame, and its pong a sign of life', async () => {
  const server = await serve()
  const client = new source.WebSockets()
  client.connect(server.url, { heartbeat: { interval: 5, timeout: 300 } })
  await client.opened
  const { socket, log } = await server.nextPeer()
  for (let i = 0; i < 2; i++) await new Promise((resolve) => socket.once('ping', resolve))
  expect(log).toEqual(['ping', 'ping'])
  expect(client.readyState).toBe(1)
  client.disconnect()
})
