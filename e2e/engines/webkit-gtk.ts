import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser } from './browser.ts'
import { LeashedChild } from './leashed-child.ts'
import { WebDriverSession } from './web-driver.ts'

const namedKeys: Readonly<Record<string, string>> = { Tab: '\uE004', Enter: '\uE007' }

/** WebKitGTK, which Playwright cannot drive, through its WebDriver on a display of its own. */
export async function openWebKitGtk(driverPath: string): Promise<Browser> {
  /** The last started first: the driver ends before its display. */
  const children: LeashedChild[] = []
  const endChildren = async (): Promise<void> => {
    for (const child of children) await child.end()
  }
  try {
    const display = await startDisplay(children)
    const session = await startSession(driverPath, display, children)
    return {
      ...verbs(session),
      close: async () => {
        await session.end(2000).catch(() => {})
        await endChildren()
      },
    }
  } catch (error) {
    await endChildren()
    throw error
  }
}

function verbs(session: WebDriverSession): Omit<Browser, 'close'> {
  return {
    description: `WebKitGTK ${session.browserVersion} (WebDriver)`,
    open: (url) => session.navigate(url),
    evaluate: (action, argument) =>
      session.execute(`return (${String(action)})(arguments[0])`, argument) as never,
    screenshot: () => session.screenshot(),
    press: (key) => session.press(namedKeys[key] ?? key),
  }
}

/** Without a display, creating a session would hang. */
async function startDisplay(children: LeashedChild[]): Promise<string> {
  const xvfb = new LeashedChild(
    'Xvfb',
    '-displayfd 1 -screen 0 1280x1024x24 -nolisten tcp'.split(' '),
  )
  children.unshift(xvfb)
  return `:${await xvfb.firstLine()}`
}

async function startSession(
  driverPath: string,
  display: string,
  children: LeashedChild[],
): Promise<WebDriverSession> {
  const port = await freePort()
  const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' }
  const driver = new LeashedChild(driverPath, ['--host=127.0.0.1', `--port=${port}`], env)
  children.unshift(driver)
  const address = `http://127.0.0.1:${port}`
  await untilListening(driver, address)
  return WebDriverSession.open(address)
}

/** The driver prints nothing when it is ready, so this can only ask again. */
async function untilListening(driver: LeashedChild, address: string): Promise<void> {
  const giveUp = Date.now() + 10_000
  while (Date.now() < giveUp && !driver.hasEnded) {
    const isUp = await fetch(`${address}/status`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await delay(25)
  }
  throw driver.failure(`does not answer at ${address}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
