import { makeCertificate } from './certificate.mjs'
import { readCommandLine } from './command-line.mjs'
import { startEchoServer } from './echo-server.mjs'
import { startPageServer } from './page-server.mjs'

const command = readCommandLine(process.argv.slice(2), process.env)
process.exitCode = 'status' in command ? command.status : await start(command)

/** @returns {Promise<number>} the exit status */
async function start({ once, port }) {
  const certificate = await makeCertificate()
  const echo = await startEchoServer(certificate)
  try {
    const worked = await runInNode(echo, certificate)
    if (once || !worked) return worked ? 0 : 1
    await servePage(port, echo)
    return 0
  } finally {
    await echo.close()
  }
}

async function runInNode(echo, certificate) {
  process.stdout.write(`\nThe plugin's example in Node ${process.version}:\n`)
  const { runNodePart } = await import('./node-part.mjs')
  return runNodePart(echo, certificate)
}

async function servePage(port, echo) {
  const page = await startPageServer(port, echo)
  process.stdout.write(`\nThe same in your browser: ${page.address}   (Ctrl-C to stop)\n`)
  await untilSignal()
  await page.close()
}

function untilSignal() {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
