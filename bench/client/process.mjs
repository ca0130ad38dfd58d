import { Child } from '../child.mjs'

const START_TIMEOUT = 30_000
const RUN_TIMEOUT = 60_000

// Why: bench/README.md. What is read as memory keeps the platform's own way.
const KEEPS_MEMORY = {
  MALLOC_TRIM_THRESHOLD_: String(2 ** 29),
  MALLOC_MMAP_THRESHOLD_: String(2 ** 25),
}

/** A contender at one task, in a process of its own. @implements {Client} */
class ClientProcess {
  #child

  /** @param {Child} child */
  constructor(child) {
    this.#child = child
  }

  /** @param {number} count @returns {Promise<Measurement>} */
  run(count) {
    return this.#child.ask(RUN_TIMEOUT, { count })
  }

  end() {
    return this.#child.end()
  }
}

/** @param {NodeCandidate} candidate @param {Task} task @param {Server} server */
async function start({ module, flags }, task, server) {
  const uri = server.uriOf(module, task.isTls)
  const env = {
    ...process.env,
    ...(!task.isUnpaired && KEEPS_MEMORY),
    NODE_EXTRA_CA_CERTS: server.certificateFile,
    NODE_NO_WARNINGS: '1',
  }
  const parameters = [JSON.stringify({ contender: module, uri, task })]
  const execArgv = ['--expose-gc', ...flags]
  const child = new Child('client/main.mjs', parameters, { execArgv, env })
  try {
    await child.ask(START_TIMEOUT)
    return new ClientProcess(child)
  } catch (error) {
    await child.end()
    throw error
  }
}

/**
 * Starts them all at the same time; none is left where one fails.
 * @param {NodeCandidate[]} candidates @param {Task} task @param {Server} server
 * @returns {Promise<Client[]>}
 */
export async function startAll(candidates, task, server) {
  const started = await Promise.allSettled(
    candidates.map((candidate) => start(candidate, task, server)),
  )
  const clients = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of started) {
    if (one.status === 'fulfilled') continue
    await Promise.all(clients.map((client) => client.end()))
    throw one.reason
  }
  return clients
}

/**
 * @typedef {import('../pair.mjs').Measurement} Measurement
 * @typedef {import('../pair.mjs').Client} Client
 * @typedef {import('../schedule.mjs').Task} Task
 * @typedef {import('../server/process.mjs').Server} Server
 * @typedef {import('../comparison.mjs').Candidate & { flags: string[] }} NodeCandidate what Node needs for it
 */
