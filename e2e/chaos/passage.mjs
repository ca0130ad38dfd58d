import { Gate, Lane } from './lane.mjs'

/** One connection through the proxy, and what happens to it. */
export class Passage {
  gate = new Gate()
  /** @type {Promise<unknown>} */
  ended
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
    const lanes = {
      up: new Lane(client, upstream, plan.up, this.gate),
      down: new Lane(upstream, client, plan.down, this.gate),
    }
    this.#arm(lanes, 0)
    this.ended = Promise.all([client, upstream].map(closed)).then(() =>
      Promise.all([lanes.up.settled, lanes.down.settled]),
    )
    // One side's end is the other's; what a lane holds back passes before.
    client.on('close', () => void lanes.up.settled.then(() => upstream.destroySoon()))
    upstream.on('close', () => void lanes.down.settled.then(() => client.destroySoon()))
  }

  reset() {
    clearTimeout(this.#timer)
    this.#client.resetAndDestroy()
    this.#upstream.resetAndDestroy()
    this.gate.open()
  }

  /** Whatever was swallowed will not come. */
  finish() {
    if (this.gate.passed) this.reset()
  }

  /**
   * @param {{ up: Lane, down: Lane }} lanes
   * @param {number} index
   */
  #arm(lanes, index) {
    const episode = this.#plan.episodes[index]
    if (!episode) return
    lanes[episode.lane].markAfter(episode.after, () => {
      this.#act(episode)
      this.#arm(lanes, index + 1)
    })
  }

  /** @param {import('./faults.mjs').Episode} episode */
  #act({ act, lasts, refuses }) {
    if (refuses) this.#refuse(refuses)
    if (act === 'reset') return this.reset()
    if (act === 'end') {
      this.#client.destroySoon()
      this.#upstream.destroySoon()
      return
    }
    this.gate.shut()
    this.#timer = setTimeout(() => (act === 'swallow' ? this.reset() : this.gate.open()), lasts)
  }
}

/** @param {import('node:net').Socket} socket */
function closed(socket) {
  return new Promise((resolve) => {
    if (socket.closed) resolve(undefined)
    else socket.once('close', resolve)
  })
}
