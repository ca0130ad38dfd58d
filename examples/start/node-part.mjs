import { printer } from './printer.mjs'
import { runPluginExample } from './plugin-example.mjs'

const BOUND = 10_000

/**
 * Runs the plugin's example against both echoes, one after the other, and prints its events.
 * @param {{ port: number, tlsPort: number }} echo
 * @param {{ cert: string }} certificate
 * @returns {Promise<boolean>} whether every echo came back and every close was clean
 */
export async function runNodePart(echo, certificate) {
  const plain = await runOne('ws://127.0.0.1/echo', { port: echo.port })
  const secure = await runOne('wss://127.0.0.1/echo', { port: echo.tlsPort, ca: certificate.cert })
  return plain && secure
}

async function runOne(uri, options) {
  const print = printer()
  print.title(
    `ws.connect('${uri}', { port: ${options.port}${options.ca ? ', ca: certificate' : ''} })`,
  )
  try {
    await untilEchoedAndClosed(runPluginExample(uri, options, print), print)
    return true
  } catch (error) {
    print.failure(error.message)
    return false
  }
}

/** The example waits for events for ever; this listener beside its own ends it once 'hello' has come back. */
function untilEchoedAndClosed(ws, print) {
  return new Promise((resolve, reject) => {
    const bound = setTimeout(
      () => reject(new Error(`still running after ${BOUND / 1000} seconds`)),
      BOUND,
    )
    let echoed = false
    ws.addEventListener(ws.ONOPEN, (event) => print.log('open', describeOpen(event)))
    ws.addEventListener(ws.ONMESSAGE, (event) => {
      if (event.data !== 'hello') return
      echoed = true
      ws.disconnect(1000, 'bye')
    })
    ws.addEventListener(ws.ONCLOSE, (event) => {
      clearTimeout(bound)
      if (echoed && event.wasClean && event.code === 1000) resolve()
      else
        reject(new Error(echoed ? 'the close was not clean' : 'closed before the echo came back'))
    })
  })
}

function describeOpen({ attempt, tls }) {
  return tls ? `attempt ${attempt}, ${tls.protocol}, ${tls.cipher}` : `attempt ${attempt}`
}
