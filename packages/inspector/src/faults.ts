import { InspectorError } from './errors.ts'
import { FaultySocket } from './faulty-socket.ts'
import { network } from './network.ts'
import type { Action } from './recording.ts'

let native: typeof WebSocket | undefined
let users = 0

/**
 * Puts a class with faults in the place of the platform's WebSocket, for every socket that is made from now on; returns
 * what puts it back.
 * @throws `ERR_FAULTS_UNSUPPORTED`
 */
export function installFaults(clients: readonly object[]): () => void {
  // A client on Node can be taken off the event loop, and binds `ws`: it never asks for the global class.
  if (!globalThis.WebSocket || clients.some((client) => Symbol.for('nodejs.ref') in client))
    throw new InspectorError(
      'ERR_FAULTS_UNSUPPORTED',
      'faults needs a client that uses the global WebSocket, as in a page. On Node, put mockServer(uri, { upstream }) of @wsevent/testing in between.',
    )
  if (!users) {
    native = globalThis.WebSocket
    FaultySocket.native = native
    globalThis.WebSocket = FaultySocket
  }
  users += 1
  return () => {
    users -= 1
    if (users) return
    network.reset()
    // A mock that came later stays.
    if ((globalThis.WebSocket as unknown) === FaultySocket && native) globalThis.WebSocket = native
  }
}

/** Carries a fault out; false for what is none. */
export function causeFault(action: Action, value: unknown): boolean {
  switch (action) {
    case 'drop':
      network.drop()
      return true
    case 'delay':
      network.setDelay(Number(value))
      return true
    case 'offline':
    case 'online':
      network.setOffline(action === 'offline')
      return true
    case 'kill':
    case 'revive':
      network.setKilled(action === 'kill')
      return true
    default:
      return false
  }
}
