import { makeCertificate } from './certificate.mjs'
import { startEchoServer } from './echo-server.mjs'
import { startLiveServer } from './live-server.mjs'
import { runNodePart } from './node-part.mjs'
import { startPageServer } from './page-server.mjs'

/**
 * Runs the example in Node, and then serves the page until a signal.
 * @param {{ once: boolean, port: number, outage: number }} settings
 * @returns {Promise<number>} the exit status
 */
export async function start({ once, port, outage }) {
  const certificate = await makeCertificate()
  const worked = await runInNode(certificate)
  if (once || !worked) return worked ? 0 : 1
  const live = await startLiveServer(certificate, outage)
  try {
    await servePage(port, live)
    return 0
  } finally {
    live.close()
  }
}

async function runInNode(certificate) {
  const echo = await startEchoServer(certificate)
  try {
    process.stdout.write(`\nThe plugin's example in Node ${process.version}:\n`)
    return await runNodePart(echo, certificate)
  } finally {
    await echo.close()
  }
}

async function servePage(port, live) {
  const page = await startPageServer(port, live)
  process.stdout.write(`\nLose a connection in your browser: ${page.address}   (Ctrl-C to stop)\n`)
  await untilSignal()
  await page.close()
}

function untilSignal() {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
