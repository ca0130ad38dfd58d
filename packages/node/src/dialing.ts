import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { keep, type Keeper } from './keep.ts'

const current = new AsyncLocalStorage<Dialing>()
let isSubscribed = false

function onSocket(message: unknown): void {
  current.getStore()?.add((message as { readonly socket: Socket }).socket)
}

/**
 * The sockets of an attempt that has not been answered yet, whoever opens them: a proxy, or an agent that waits for one,
 * hands a socket over only when it is of use.
 */
export class Dialing {
  readonly #sockets = new Set<Socket>()
  readonly #keeper: Keeper
  #isOver = false
  #isGivenUp = false

  constructor(keeper: Keeper) {
    this.#keeper = keeper
  }

  /** Runs what opens sockets by itself, now or later; from Node 22 on it is seen whatever their class. */
  watch<Dialed>(dial: () => Dialed): Dialed {
    if (!isSubscribed) subscribe('net.client.socket', onSocket)
    isSubscribed = true
    return current.run(this, dial)
  }

  add(socket: Socket): void {
    // It is seen before it connects, which would bring it back to life.
    if (this.#isGivenUp) process.nextTick(destroy, socket)
    if (this.#isOver) return
    this.#sockets.add(socket)
    if (!this.#keeper.isRefed) this.#keep(socket)
  }

  /** The sockets keep the process alive or not, as their keeper has it now. */
  keep(): void {
    for (const socket of this.#sockets) this.#keep(socket)
  }

  /** There is an answer: its socket is no longer ours, and what is opened from here on belongs to others. */
  end(): void {
    this.#isOver = true
    this.#sockets.clear()
  }

  /** Destroys the sockets; where nothing was heard yet, also those that an agent is about to open. */
  drop(wasHeard: boolean): void {
    this.#isGivenUp = !wasHeard
    for (const socket of this.#sockets) destroy(socket)
    this.end()
  }

  #keep(socket: Socket): void {
    const apply = (): void => keep(socket, this.#keeper.isRefed)
    apply()
    // A host with several addresses has a handle for each attempt.
    socket.on('connectionAttempt', apply)
  }
}

/** With an error, since an agent that waits for the socket hears nothing else; and whether it listens or not. */
function destroy(socket: Socket): void {
  socket.on('error', () => undefined)
  socket.destroy(new Error('the attempt was given up'))
}
