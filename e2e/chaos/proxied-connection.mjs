import { Gate, Pipe } from './pipe.mjs'

/** One connection through the proxy, and what happens to it. */
export class ProxiedConnection {
  gate = new Gate()
  /** @type {Promise<unknown>} */
  ended
  #pipes
  #client
  #upstream
  #plan
  #refuse
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {import('node:net').Socket} client
   * @param {import('node:net').Socket} upstream
   * @param {import('./faults.mjs').Plan} plan
   * @param {(duration: number) => void} refuse
   */
  constructor(client, upstream, plan, refuse) {
    this.#client = client
    this.#upstream = upstream
    this.#plan = plan
    this.#refuse = refuse
    upstream.on('error', () => {})
    this.#pipes = {
      up: new Pipe(client, upstream, plan.up, this.gate),
      down: new Pipe(upstream, client, plan.down, this.gate),
    }
    this.#arm(0)
    this.ended = Promise.all([client, upstream].map(closed)).then(() =>
      Promise.all([this.#pipes.up.settled, this.#pipes.down.settled]),
    )
    // One side's end is the other's; what a direction holds back passes before.
    client.on('close', () => void this.#pipes.up.settled.then(() => upstream.destroySoon()))
    upstream.on('close', () => void this.#pipes.down.settled.then(() => client.destroySoon()))
  }

  reset() {
    clearTimeout(this.#timer)
    reset(this.#client)
    reset(this.#upstream)
    this.gate.open()
  }

  /** Nothing is held back any more, and whatever was swallowed will not come. */
  finish() {
    this.#pipes.up.hurry()
    this.#pipes.down.hurry()
    if (this.gate.passed) this.reset()
  }

  /** @param {number} index */
  #arm(index) {
    const fault = this.#plan.faults[index]
    if (!fault) return
    this.#pipes[fault.direction].markAfter(fault.after, () => {
      this.#act(fault)
      this.#arm(index + 1)
    })
  }

  /** @param {import('./faults.mjs').Fault} fault */
  #act({ act, lasts, refuses }) {
    if (refuses) this.#refuse(refuses)
    if (act === 'reset') return this.reset()
    if (act === 'end') {
      this.#client.destroySoon()
      this.#upstream.destroySoon()
      return
    }
    this.gate.shut()
    this.#timer = setTimeout(() => (act === 'blackhole' ? this.#giveUp() : this.gate.open()), lasts)
  }

  #giveUp() {
    this.#plan.onOverdue?.()
    this.reset()
  }
}

/**
 * Node leaves a socket that is about to end, and is reset, half closed for ever.
 * @param {import('node:net').Socket} socket
 */
function reset(socket) {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

/** @param {import('node:net').Socket} socket */
function closed(socket) {
  return new Promise((resolve) => {
    if (socket.closed) resolve(undefined)
    else socket.once('close', resolve)
  })
}
