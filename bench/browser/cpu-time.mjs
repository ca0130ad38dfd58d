// A page cannot see its CPU time; Linux can, in nanoseconds: /proc/PID/task/TID/schedstat, whose first number it is.
import { existsSync, readFileSync, readdirSync } from 'node:fs'

const NANOSECONDS = 1e6

/** How the process that runs a page's scripts is called, in the three engines. */
const PAGE = /--type=renderer|-contentproc.* tab$|WebKitWebProcess/

export const canMeasure = existsSync('/proc/self/schedstat')

/** @param {string} path @returns {string} nothing where it is gone */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** @param {number} pid @returns {string} */
const commandOf = (pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()

/** @param {number} pid @param {number | string} thread */
const threadTime = (pid, thread) =>
  Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ', 1)[0]) / NANOSECONDS

/** @param {number} pid */
function processTime(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return threads.reduce((sum, thread) => sum + threadTime(pid, thread), 0)
  } catch {
    return 0
  }
}

/** All that this process has started, and what that has started. @param {number | undefined} except with what it started */
function descendants(except) {
  /** @type {Map<number, number[]>} */
  const children = new Map()
  for (const pid of readdirSync('/proc').map(Number)) {
    // Behind the name, which may hold anything: the state, and the parent.
    const [, parent] = /\) \S (\d+)/.exec(read(`/proc/${pid}/stat`)) ?? []
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), pid])
  }
  /** @param {number} pid @returns {number[]} */
  const below = (pid) =>
    (children.get(pid) ?? []).flatMap((child) => (child === except ? [] : [child, ...below(child)]))
  return below(process.pid)
}

/** The CPU time of an engine, in milliseconds; found anew for each page, which may have a new process. */
export class EngineClock {
  #processes
  #pages

  /** @param {number | undefined} server whose time is not the engine's */
  constructor(server) {
    this.#processes = descendants(server)
    this.#pages = this.#processes.filter((pid) => PAGE.test(commandOf(pid)))
    if (this.#pages.length === 0) throw new Error('the process of the page was not found')
  }

  /** @returns {{ page: number, engine: number }} the main thread of the page; all threads of all processes */
  now() {
    return {
      page: this.#pages.reduce((sum, pid) => sum + threadTime(pid, pid), 0),
      engine: this.#processes.reduce((sum, pid) => sum + processTime(pid), 0),
    }
  }
}
