import { Child } from './child.mjs'

const START_TIMEOUT = 30_000
const RUN_TIMEOUT = 60_000

// Why: bench/README.md. What is read as memory keeps the platform's own way.
const KEEPS_MEMORY = {
  MALLOC_TRIM_THRESHOLD_: String(2 ** 29),
  MALLOC_MMAP_THRESHOLD_: String(2 ** 25),
}

/** A contender at one task, in a process of its own. @implements {Subject} */
class ProcessSubject {
  #child

  /** @param {Child} child */
  constructor(child) {
    this.#child = child
  }

  /** @param {number} count @returns {Promise<Measure>} */
  run(count) {
    return this.#child.ask(RUN_TIMEOUT, { count })
  }

  end() {
    return this.#child.end()
  }
}

/** @param {NodeEntrant} entrant @param {Task} task @param {Peer} peer */
async function start({ module, flags }, task, peer) {
  const uri = peer.uriOf(module, task.isTls)
  const env = {
    ...process.env,
    ...(!task.isAlone && KEEPS_MEMORY),
    NODE_EXTRA_CA_CERTS: peer.certificateFile,
    NODE_NO_WARNINGS: '1',
  }
  const parameters = [JSON.stringify({ contender: module, uri, task })]
  const execArgv = ['--expose-gc', ...flags]
  const child = new Child('subject-main.mjs', parameters, { execArgv, env })
  try {
    await child.ask(START_TIMEOUT)
    return new ProcessSubject(child)
  } catch (error) {
    await child.end()
    throw error
  }
}

/**
 * Starts them all at the same time; none is left where one fails.
 * @param {NodeEntrant[]} entrants @param {Task} task @param {Peer} peer
 * @returns {Promise<Subject[]>}
 */
export async function startAll(entrants, task, peer) {
  const started = await Promise.allSettled(entrants.map((entrant) => start(entrant, task, peer)))
  const subjects = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of started) {
    if (one.status === 'fulfilled') continue
    await Promise.all(subjects.map((subject) => subject.end()))
    throw one.reason
  }
  return subjects
}

/**
 * @typedef {import('./duel.mjs').Measure} Measure
 * @typedef {import('./duel.mjs').Subject} Subject
 * @typedef {import('./plan.mjs').Task} Task
 * @typedef {import('./peer/peer.mjs').Peer} Peer
 * @typedef {import('./race.mjs').Entrant & { flags: string[] }} NodeEntrant what Node needs for it
 */
