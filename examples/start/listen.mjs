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
  throw new Error(
    `No port is free from ${wanted} to ${last}: choose another with \`npm start -- --port NUMBER\`, or 0 for any.`,
  )
}

/** Listens again on the port it had; what took it meanwhile is an error. */
export async function listenAgain(server, port) {
  if (!(await didListen(server, port)))
    throw new Error(`Another program has taken port ${port}: start \`npm start\` again.`)
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
