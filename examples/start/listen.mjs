const LOOPBACK = '127.0.0.1'
const TRIES = 50

/**
 * Listens on loopback; a taken port is stepped over. Port 0 is any free one.
 * @param {import('node:net').Server} server
 * @param {number} wanted
 * @returns {Promise<number>} the port that it got
 */
export async function listen(server, wanted) {
  const last = Math.min(wanted + TRIES, 65535)
  for (let port = wanted; port <= last; port += 1) {
    if (await didListen(server, port)) return server.address().port
  }
  throw new Error(`no free port from ${wanted} to ${last}`)
}

/** Resolves with false where the port is taken; any other failure rejects. */
function didListen(server, port) {
  return new Promise((resolve, reject) => {
    const onError = (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', onError)
    server.listen(port, LOOPBACK, () => {
      server.off('error', onError)
      resolve(true)
    })
  })
}
