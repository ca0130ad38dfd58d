import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Child } from '../child.mjs'

const PATHS = new Map([
  ['socket-io', ''],
  ['engine-io', ''],
])

/** The server of all contenders. */
export class Server {
  #child
  #folder
  #ports

  /** @param {Child} child @param {string} folder @param {{ plain: number, tls: number }} ports */
  constructor(child, folder, ports) {
    this.#child = child
    this.#folder = folder
    this.#ports = ports
  }

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'wsevent-bench-'))
    const child = new Child('server/main.mjs', [join(folder, 'certificate.pem')])
    return new Server(child, folder, await child.ask(30_000))
  }

  get pid() {
    return this.#child.pid
  }

  /** Without it, every figure that follows would be missing. */
  check() {
    if (this.#child.hasEnded) throw new Error('the server of the bench has ended')
  }

  get certificateFile() {
    return join(this.#folder, 'certificate.pem')
  }

  /** @param {string} contender @param {boolean} isTls */
  uriOf(contender, isTls) {
    const { plain, tls } = this.#ports
    const origin = isTls ? `wss://localhost:${tls}` : `ws://127.0.0.1:${plain}`
    return origin + (PATHS.get(contender) ?? '/')
  }

  async end() {
    await this.#child.end()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
