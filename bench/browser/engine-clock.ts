// A page cannot see its CPU time; Linux can, in nanoseconds: the first number of /proc/PID/task/TID/schedstat.
import { readFileSync, readdirSync } from 'node:fs'
import { sum } from 'simple-statistics'

/** The command lines of the processes that run a page's scripts, in the three engines. */
const PAGE = /--type=renderer|-contentproc.* tab$|WebKitWebProcess/

/** Of a process that has ended, there is nothing to read. */
function ifAlive<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read()
  } catch {
    return otherwise
  }
}

const read = (path: string) => ifAlive(() => readFileSync(`/proc/${path}`, 'utf8'), '')
const threadsOf = (pid: number) => ifAlive(() => readdirSync(`/proc/${pid}/task`), []).map(Number)
const timeOf = (pid: number, thread: number) =>
  Number(read(`${pid}/task/${thread}/schedstat`).split(' ', 1)[0]) / 1e6

function descendantsOf(pid: number, except: number | undefined): number[] {
  const lists = threadsOf(pid).map((thread) => read(`${pid}/task/${thread}/children`))
  const children = lists.join(' ').split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) =>
    child === except ? [] : [child, ...descendantsOf(child, except)],
  )
}

/**
 * The CPU time of an engine, in milliseconds: of the page's main thread, and of all threads of all processes but the
 * server's. Made anew for each page, which may have a new process.
 */
export function engineClock(server: number | undefined) {
  const processes = descendantsOf(process.pid, server)
  const pages = processes.filter((pid) =>
    PAGE.test(read(`${pid}/cmdline`).replaceAll('\0', ' ').trim()),
  )
  if (pages.length === 0) throw new Error('the process of the page was not found')
  return () => ({
    page: sum(pages.map((pid) => timeOf(pid, pid))),
    engine: sum(processes.flatMap((pid) => threadsOf(pid).map((thread) => timeOf(pid, thread)))),
  })
}
