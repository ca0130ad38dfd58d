import { assert } from 'chai'
import type { WebSocketOptions } from 'wsevent/websocket'
import type { Harness } from '../harness.ts'
import type { Scenario } from '../scenario.ts'
import { family } from '../scenario.ts'
import type { Endpoint } from '../test-server.ts'

type NativeClass = typeof globalThis.WebSocket

/** The class with its third argument. */
type SocketClass = Omit<NativeClass, 'prototype'> & {
  new (url: unknown, protocols?: unknown, options?: WebSocketOptions): WebSocket
  readonly prototype: WebSocket
  with(options: WebSocketOptions): SocketClass
}

export type EventName = 'open' | 'message' | 'error' | 'close'
export type AnyEvent = MessageEvent<unknown> & CloseEvent

/** A socket with all that it has dispatched, and the server's side. */
export interface Sides {
  readonly socket: WebSocket
  readonly server: Endpoint
  readonly events: AnyEvent[]
}

/** Sockets of the class under test. */
export class Sockets {
  readonly harness: Harness
  readonly Class: SocketClass
  readonly #made: WebSocket[] = []

  constructor(harness: Harness) {
    const { wseventWebSocket, WebSocket } = globalThis
    this.harness = harness
    this.Class = (harness.isNative ? WebSocket : wseventWebSocket.WebSocket) as never
  }

  /** The `CloseEvent` that goes with the class. */
  get CloseEvent(): typeof globalThis.CloseEvent {
    const { wseventWebSocket, CloseEvent } = globalThis
    return this.harness.isNative ? CloseEvent : wseventWebSocket.CloseEvent
  }

  /** A socket that is closed when the fact has run. */
  readonly make = (...parameters: ConstructorParameters<SocketClass>): WebSocket => {
    const socket = new this.Class(...parameters)
    this.#made.push(socket)
    return socket
  }

  connect(path: string, protocols?: unknown, options?: WebSocketOptions): Sides {
    const server = this.harness.server(path)
    return { server, ...this.watch(this.make(server.uri, protocols, options)) }
  }

  /** Collects what a socket dispatches. */
  watch(socket: WebSocket): Omit<Sides, 'server'> {
    const events: AnyEvent[] = []
    for (const type of ['open', 'message', 'error', 'close'])
      socket.addEventListener(type, (event) => void events.push(event as AnyEvent))
    return { socket, events }
  }

  async open(path: string, protocols?: unknown, options?: WebSocketOptions): Promise<Sides> {
    const sides = this.connect(path, protocols, options)
    await next(sides.socket, 'open')
    return sides
  }

  async finish(): Promise<void> {
    for (const socket of this.#made) socket.close()
    await Promise.all(this.#made.map((socket) => closed(socket)))
  }
}

/** The next event of that type. */
export function next(socket: WebSocket, type: EventName): Promise<AnyEvent> {
  return new Promise((resolve) => {
    socket.addEventListener(type, (event) => resolve(event as AnyEvent), { once: true })
  })
}

async function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState !== 3) await next(socket, 'close')
}

export async function task(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
}

/** Holds that this throws a `DOMException` of that name, or an error of that class. */
export function throws(name: string, act: () => unknown): void {
  let thrown: unknown
  try {
    act()
  } catch (error) {
    thrown = error
  }
  assert.equal((thrown as Error | undefined)?.name, name)
  assert.instanceOf(thrown, name === 'TypeError' ? TypeError : DOMException)
}

export type Fact = (sockets: Sockets) => Promise<void> | void

/** What the standard asks of the class, by full name: the platform's own class may be asked too. */
export const standardFacts: string[] = []

function scenarioOf(fact: Fact): Scenario['run'] {
  return async (harness) => {
    const sockets = new Sockets(harness)
    await fact(sockets)
    await sockets.finish()
  }
}

/** Adds facts of the W3C class. */
export function classFamily(name: string, facts: Readonly<Record<string, Fact>>): void {
  const runs = Object.entries(facts).map(([title, fact]) => [title, scenarioOf(fact)] as const)
  family(`WebSocket, ${name}`, Object.fromEntries(runs))
}

/** Adds facts that hold for every class of the standard. */
export function standardFamily(name: string, facts: Readonly<Record<string, Fact>>): void {
  standardFacts.push(...Object.keys(facts).map((title) => `WebSocket, ${name}: ${title}`))
  classFamily(name, facts)
}
