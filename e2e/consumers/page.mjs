import { createContext, runInContext } from 'node:vm'
import { assertConversation, programNamed } from './conversation.mjs'

// Milliseconds for a conversation that never leaves the process.
const PATIENCE = 5000

/**
 * The globals of a page; what is thrown in a task of its own ends up with us.
 * @param {(error: unknown) => void} onUncaught
 */
function globalsOf(onUncaught) {
  const guarded = (/** @type {() => void} */ callback) => () => {
    try {
      callback()
    } catch (error) {
      onUncaught(error)
    }
  }
  return {
    TextEncoder,
    URL,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask: (/** @type {() => void} */ callback) => queueMicrotask(guarded(callback)),
    setTimeout: (/** @type {() => void} */ callback, /** @type {number} */ delay) =>
      setTimeout(guarded(callback), delay),
  }
}

/** What shows that ws, or anything else of Node's, came along. */
const OF_NODE =
  /WS_ERR_|Sec-WebSocket-Key|ws does not work in the browser|require\(["'`]|["'`](node:|ws["'`])/

/** @param {string} code - of a bundle for browsers */
export function assertNative(code) {
  const found = OF_NODE.exec(code)
  if (found) throw new Error(`the bundle has ${code.slice(found.index - 60, found.index + 60)}`)
}

/**
 * Runs classic scripts as a page would, on a native WebSocket of ours.
 * @param {readonly string[]} scripts
 */
export async function assertPage(...scripts) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const ended = new Promise((resolve, reject) => {
    timer = setTimeout(reject, PATIENCE, new Error('the page reported nothing'))
    const page = createContext({
      ...globalsOf(reject),
      consumer: { uri: 'ws://page.example/chat', report: resolve },
    })
    for (const script of [programNamed('native-socket.js'), ...scripts]) runInContext(script, page)
  })
  assertConversation(await ended.finally(() => clearTimeout(timer)))
}
