import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import getPort, { portNumbers } from 'get-port'
import { type Direction, type Fault, type Plan } from './faults.ts'

const host = '127.0.0.1'
// Below the ports of outgoing connections: nobody takes such a port while its listener is away.
const LAST_PORT = 31_999
let nextPort = 20_000 + (process.pid % 1000) * 10
// Milliseconds for which a throttled direction may send at once.
const SLICE = 5
const FOREVER = 1_000_000_000

/** A port that stays free, whoever else asks in this process. */
export function reservePort(): Promise<number> {
  nextPort += 1
  return getPort({ port: portNumbers(nextPort, LAST_PORT), host, reserve: true })
}

/** A TCP proxy between a client and its server; a plan is made for each connection, by the port that the server sees. */
export async function startProxy(serverPort: number, planFor: (port: number) => Plan) {
  const port = await reservePort()
  const connections = new Set<ReturnType<typeof forward>>()
  let refusal: Promise<void> | undefined
  const accept = async (client: Socket) => {
    const server = connect({ port: serverPort, host, allowHalfOpen: true })
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => {})
    await once(server, 'connect')
    const connection = forward(client, server, planFor(server.localPort ?? 0), (duration) => {
      refusal ??= refuse(duration)
    })
    connections.add(connection)
    await connection.ended
    connections.delete(connection)
  }
  // Paused, so that no end is missed that comes before the server is reached.
  const options = { allowHalfOpen: true, pauseOnConnect: true }
  const proxy = createServer(options, (client) => void accept(client))
  const listen = () => once(proxy.listen(port, host), 'listening')
  const refuse = async (duration: number) => {
    proxy.close()
    await sleep(duration)
    await listen()
    refusal = undefined
  }
  const stall = () => {
    for (const connection of connections) connection.stall()
  }
  const close = async () => {
    await refusal
    // From now on nothing is refused, so nothing listens again.
    refusal = proxy[Symbol.asyncDispose]()
    for (const connection of connections) connection.reset()
    await refusal
  }
  await listen()
  return { port, stall, close }
}

/** Forwards one connection: shapes its bytes, and runs the faults of its plan. */
function forward(client: Socket, server: Socket, plan: Plan, refuse: (duration: number) => void) {
  const faults = [...plan.faults]
  // Bytes that passed towards the next fault.
  let passed = 0
  let stalledUntil = 0
  const stall = (duration = FOREVER) => {
    stalledUntil = performance.now() + duration
  }
  const reset = () => {
    for (const socket of [client, server]) {
      // Node leaves a socket that is about to end, and is reset, half closed for ever.
      if (socket.writableEnded) socket.destroy()
      else socket.resetAndDestroy()
    }
  }
  const strike = ({ action, duration, refuseFor }: Fault) => {
    if (refuseFor) refuse(refuseFor)
    if (action === 'stall') stall(duration)
    else if (action === 'reset') reset()
    else for (const socket of [client, server]) socket.destroySoon()
  }
  /** Writes the bytes up to the next fault, and returns their number. */
  const write = async (direction: Direction, bytes: Buffer, to: Socket) => {
    const wait = stalledUntil - performance.now()
    if (wait > 0) await once(to, 'close', { signal: AbortSignal.timeout(wait) }).catch(() => {})
    const [fault] = faults
    const isNext = fault?.direction === direction
    const now = bytes.subarray(0, isNext ? fault.after - passed : bytes.length)
    await new Promise<void>((resolve) => to.write(now, () => resolve()))
    if (isNext) passed += now.length
    if (isNext && passed === fault.after) {
      passed = 0
      faults.shift()
      strike(fault)
    }
    return now.length
  }
  const ended = Promise.all([
    pipe(client, server, plan, (bytes) => write('toServer', bytes, server)),
    pipe(server, client, plan, (bytes) => write('toClient', bytes, client)),
  ])
  return { ended, stall, reset }
}

type Write = (bytes: Buffer) => Promise<number>

/** Forwards one direction; one side's end is the other's, after all that came before. */
async function pipe(from: Socket, to: Socket, { shaping }: Plan, write: Write): Promise<void> {
  const closed = from.closed || new Promise((resolve) => from.once('close', resolve))
  const { delay, rate, maxChunk } = shaping
  try {
    for await (const chunk of from.iterator({ destroyOnReturn: false })) {
      if (delay > 0) await sleep(delay)
      for (let rest = chunk as Buffer; rest.length > 0 && to.writable;) {
        const written = await write(rest.subarray(0, Math.min(maxChunk, rate * SLICE)))
        rest = rest.subarray(written)
        if (rate < Infinity) await sleep(written / rate)
      }
    }
    to.end()
  } catch {
    // The close follows.
  }
  await closed
  to.destroySoon()
}
