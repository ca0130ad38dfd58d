import { setTimeout as delay } from 'node:timers/promises'
import getPort from 'get-port'
import type { Browser } from './browser.ts'
import { Program } from './program.ts'

const XVFB = ['Xvfb', ...'-displayfd 1 -screen 0 1280x1024x24 -nolisten tcp'.split(' ')]

const CAPABILITIES = {
  alwaysMatch: {
    acceptInsecureCerts: true,
    // The test has its own time limit; a driver's earlier one would tell less.
    timeouts: { script: 300_000 },
  },
}

interface Session {
  readonly sessionId: string
  readonly capabilities: { readonly browserVersion: string }
}

/** WebKitGTK, which Playwright cannot drive, through its WebDriver on a display of its own. */
export async function openWebKitGtk(driverPath: string): Promise<Browser> {
  // Without a display, creating a session would hang.
  const xvfb = Program.inGroup(XVFB)
  let driver: Program | undefined
  const end = async (): Promise<void> => {
    await driver?.end()
    await xvfb.end()
  }
  try {
    const display = { DISPLAY: `:${await xvfb.firstLine()}`, GDK_BACKEND: 'x11' }
    const port = await getPort({ host: '127.0.0.1' })
    driver = Program.inGroup([driverPath, '--host=127.0.0.1', `--port=${port}`], {
      ...display,
      NO_AT_BRIDGE: '1',
    })
    return await openSession(driver, `http://127.0.0.1:${port}`, end)
  } catch (error) {
    await end()
    throw error
  }
}

async function openSession(
  driver: Program,
  address: string,
  end: () => Promise<void>,
): Promise<Browser> {
  await untilListening(driver, address)
  const value = await command(`${address}/session`, { capabilities: CAPABILITIES })
  const { sessionId, capabilities } = value as Session
  const session = `${address}/session/${sessionId}`
  return {
    description: `WebKitGTK ${capabilities.browserVersion} (WebDriver)`,
    open: async (url) => void (await command(`${session}/url`, { url })),
    evaluate: (action, argument) => {
      const script = `return (${String(action)})(arguments[0])`
      return command(`${session}/execute/sync`, { script, args: [argument ?? null] }) as never
    },
    close: async () => {
      // A driver that is busy with a script answers no other command.
      const signal = AbortSignal.timeout(2_000)
      await fetch(session, { method: 'DELETE', signal }).catch(() => undefined)
      await end()
    },
  }
}

/** The driver prints nothing when it is ready, so this can only ask again. */
async function untilListening(driver: Program, address: string): Promise<void> {
  const giveUp = Date.now() + 10_000
  while (Date.now() < giveUp && !driver.hasEnded) {
    const response = await fetch(`${address}/status`).catch(() => undefined)
    if (response?.ok === true) return
    await delay(25)
  }
  throw driver.failure(`does not answer at ${address}`)
}

async function command(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const { value } = (await response.json()) as { readonly value: unknown }
  if (response.ok) return value
  const { error, message } = value as { readonly error: string; readonly message: string }
  throw new Error(`${error}: ${message}`)
}
