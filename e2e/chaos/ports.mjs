// Below what the systems give to outgoing connections, so that a port that is left for a while is still free afterwards.
const FIRST = 20_000
const LAST = 31_999

let next = FIRST + (process.pid % 1000) * 10

/**
 * Listens on loopback: at `wanted`, waiting until it is free, or at a port that nobody in this process had before.
 * @param {import('node:net').Server} server
 * @param {number} wanted - 0 for any
 * @returns {Promise<number>} the port
 */
export async function listenBelow(server, wanted) {
  for (;;) {
    const port = wanted || next
    if (!wanted) next = next === LAST ? FIRST : next + 1
    if (await didListen(server, port)) return port
    if (wanted) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/**
 * @param {import('node:net').Server} server
 * @param {number} port
 * @returns {Promise<boolean>} false where the port is taken; any other failure rejects
 */
function didListen(server, port) {
  return new Promise((resolve, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const onError = (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', onError)
    server.listen(port, '127.0.0.1', 4096, () => {
      server.off('error', onError)
      resolve(true)
    })
  })
}
